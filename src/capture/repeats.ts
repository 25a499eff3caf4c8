import type { SeenPacket } from './seen-packet.js';

/** Milliseconds between two sights of one packet on its way through the devices of a host. */
const NEAR = 10;
const KEPT = 8;

/**
 * A capture at all devices (`-i any`) has what comes over a VLAN, a bond or a bridge once for each device that it passes, and the
 * rules met it once. Only another device makes a packet the same: one that sends equal datagrams quickly is a flood.
 */
export class Repeats {
  readonly #last: { readonly packet: SeenPacket; readonly device: number }[] = [];
  #next = 0;
  #first: number | undefined;
  /** With one device nothing is compared. */
  #several = false;

  isRepeat(packet: SeenPacket, device: number): boolean {
    this.#first ??= device;
    this.#several ||= device !== this.#first;
    const found =
      this.#several && this.#last.some((one) => one.device !== device && isSame(one.packet, packet));
    if (!found) {
      this.#last[this.#next] = { packet, device };
      this.#next = (this.#next + 1) % KEPT;
    }
    return found;
  }
}

const isSame = (one: SeenPacket, other: SeenPacket): boolean =>
  one.length === other.length &&
  one.sourcePort === other.sourcePort &&
  one.destinationPort === other.destinationPort &&
  one.protocol === other.protocol &&
  other.at - one.at <= NEAR &&
  one.source.value === other.source.value &&
  one.destination.value === other.destination.value &&
  one.flags === other.flags &&
  one.payload.equals(other.payload);
