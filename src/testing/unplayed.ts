import { protocolText } from '../net/protocol.js';

/** Why a kernel proved nothing about a test. */
export type Unplayed =
  /** It takes longer than anyone would wait for; time is real on a kernel. */
  | { readonly kind: 'long'; readonly seconds: number; readonly most: number }
  /** Programs of the laboratory send UDP and TCP. */
  | { readonly kind: 'protocol'; readonly protocol: number }
  /** The laboratory has one device and one address of each family. */
  | { readonly kind: 'place' }
  /** The kernel's clock is that of the machine. */
  | { readonly kind: 'clock' }
  /** The machine did not keep its times, however often it was played. */
  | { readonly kind: 'late'; readonly trials: number }
  /** `words`: why the rules could not be loaded, or the packets not be sent. */
  | { readonly kind: 'refused'; readonly words: string };

/** In one line. */
export function unplayedText(unplayed: Unplayed): string {
  switch (unplayed.kind) {
    case 'long':
      return `not played: it takes ${unplayed.seconds} s, and a kernel is given ${unplayed.most} s`;
    case 'protocol':
      return `not played: the laboratory sends UDP and TCP, and no ${protocolText(unplayed.protocol)}; the evaluator has played it`;
    case 'place':
      return 'not played: the laboratory has one device, one address and no ICMP; the evaluator has played it';
    case 'clock':
      return 'not played: it hangs on the time of the week, and a kernel has that of now; the evaluator has played it';
    case 'late':
      return `not kept in time: the machine was too busy in each of ${unplayed.trials} trials`;
    case 'refused':
      return `not played: ${unplayed.words.trim().replace(/\s*\n\s*/g, '; ')}`;
  }
}
