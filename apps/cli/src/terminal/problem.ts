import type { MessageKey, MessageValues } from "@veedor/messages";

/** Keys of the messages that say what is wrong and how to mend it. */
export type ProblemKey = Extract<
  MessageKey,
  `${"auditing" | "problems" | "import" | "plan" | "server"}.${string}`
>;

/**
 * Something that the person at the terminal can mend. `usage` problems are in what was typed (exit status 2),
 * `data` problems in the files that were given (exit status 1).
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly kind: "usage" | "data";
  readonly key: ProblemKey;
  readonly values: MessageValues;

  constructor(kind: "usage" | "data", key: ProblemKey, values: MessageValues = {}) {
    super(key);
    this.kind = kind;
    this.key = key;
    this.values = values;
  }
}
