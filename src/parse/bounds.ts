/** Maps and lists within each other. The example nests 6. */
export const maxDepth = 64;
/** Values of one file, its aliases written out. */
export const maxNodes = 100_000;
/** Pieces that the lexer may cut one file into; a list item takes about six. */
export const maxLexemes = 1_000_000;
/** Files on the way from the policy to an included file, the policy not counted. */
export const maxIncludeDepth = 8;
/** Files that one policy may be made of. */
export const maxFiles = 256;
/** Findings of one file; whoever has more begins with these. */
export const maxFindings = 200;
