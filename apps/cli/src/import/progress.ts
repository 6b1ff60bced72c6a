import type { FileSource } from "@veedor/authority-files";
import type { Terminal } from "../terminal/terminal.ts";

/** Milliseconds between two words to a person who waits; short work says nothing. */
const PULSE = 1_000;

/**
 * Does the work with a source that counts what is read, and tells how far it is, once a second. A file is read more
 * than once (encoding, sample, checking), so the megabytes may be more than its size.
 */
export async function withProgress<Result>(
  source: FileSource,
  { messages, tell }: Terminal,
  work: (counted: FileSource) => Promise<Result>,
): Promise<Result> {
  const started = performance.now();
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.open()) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  const pulse = setInterval(() => {
    const seconds = Math.round((performance.now() - started) / 1000);
    tell(messages.text("import.progress", { megabytes: Math.round(bytes / 1e5) / 10, seconds }));
  }, PULSE);
  try {
    return await work({ name: source.name, open: counted });
  } finally {
    clearInterval(pulse);
  }
}
