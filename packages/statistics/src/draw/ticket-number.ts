import { StatisticsError } from "../statistics-error.ts";

/** SHA-256 of a text's UTF-8 bytes: 32 bytes. Given by the caller (Node's crypto, a browser's library). */
export type Sha256 = (text: string) => Uint8Array;

/** Decimal digits that every hash is padded to before it is turned round. */
const LEAST_DIGITS = 64;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** The hash as 64 lower-case hexadecimal digits. */
export function hexOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** Calls the hash and refuses one that is not 32 bytes long, or a text that has no UTF-8 form. */
export function hashOf(sha256: Sha256, text: string): Uint8Array {
  if (!text.isWellFormed())
    throw new StatisticsError("out-of-range", "text", text, "must be well-formed Unicode");
  const bytes = sha256(text);
  if (bytes.length !== 32)
    throw new StatisticsError("length-mismatch", "sha256", bytes.length, "must return 32 bytes");
  return bytes;
}

/** The decimal digits of a hash read as an integer (most significant byte first), padded to 64, in reverse order. */
export function reversedDigits(bytes: Uint8Array): string {
  const digits = BigInt(`0x${hexOf(bytes)}`)
    .toString()
    .padStart(LEAST_DIGITS, "0");
  return digits.split("").reverse().join("");
}

/**
 * The ticket number of an id: "0." and the digits of SHA-256(hex(SHA-256(seed)) + id), least significant first.
 *
 * Ticket numbers are compared as texts, digit by digit from the left (never as floating-point numbers).
 *
 * @param id any text; its UTF-8 bytes are hashed as they are, without normalisation
 * @throws StatisticsError for ill-formed text or a hash that is not 32 bytes
 * @see Rivest (2018), Consistent Sampling with Replacement, arXiv:1808.10016; docs/method/drawing.md
 */
export function ticketNumber(seed: string, id: string, sha256: Sha256): string {
  return `0.${reversedDigits(hashOf(sha256, hexOf(hashOf(sha256, seed)) + id))}`;
}

/**
 * The next ticket number of an id that has been drawn, for draws with replacement: larger than the one before, and
 * uniform between it and 1.
 *
 * "0." and the run of nines with which the ticket begins are kept; then the digits of SHA-256(ticket + ":" + i) are
 * appended, for i = 1, 2 … until the text is greater than the ticket followed by "0".
 *
 * @throws StatisticsError when the text is no ticket number
 */
export function nextTicketNumber(ticket: string, sha256: Sha256): string {
  const kept = startOfNines(ticket);
  for (let i = 1; ; i++) {
    const next = kept + reversedDigits(hashOf(sha256, `${ticket}:${i}`));
    if (next > `${ticket}0`) return next;
  }
}

/**
 * A ticket number cut for print: the digits given are kept after the run of nines with which it begins. Not rounded.
 *
 * @throws StatisticsError when the text is no ticket number
 */
export function trimTicket(ticket: string, digits: number): string {
  return ticket.slice(0, startOfNines(ticket).length + digits);
}

function startOfNines(ticket: string): string {
  const start = /^0\.(9*)\d*$/.exec(ticket);
  if (start === null) {
    throw new StatisticsError("out-of-range", "ticket", ticket, 'must be "0." followed by decimal digits');
  }
  return `0.${start[1] ?? ""}`;
}
