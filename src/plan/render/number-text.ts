/** `1,048,576`. */
export const numberText = (value: number): string => value.toLocaleString('en-US');
