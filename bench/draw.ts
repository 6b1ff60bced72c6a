import { createHash, hash } from "node:crypto";
import { drawSample } from "@veedor/statistics";
import type { Line } from "./measure.ts";
import { timed } from "./measure.ts";

/** A draw of 7,500 from 170,000 stations; the reference is the hashing alone, which no implementation can avoid. */
export function drawLines(): Line[] {
  const ids = Array.from(
    { length: 170_000 },
    (_, i) => `${String((i % 32) + 1).padStart(2, "0")}-${String(i).padStart(6, "0")}`,
  );
  const sha256 = (text: string): Uint8Array => Buffer.from(hash("sha256", text, "binary"), "binary");
  const draw = timed(() => void drawSample({ ids, size: 7_500, seed: "bench", sha256 }), 7, 2);
  const prefix = createHash("sha256").update("bench").digest("hex");
  const hashing = timed(
    () => {
      for (const id of ids) sha256(prefix + id);
    },
    7,
    2,
  );
  return [
    {
      what: "draw of 7,500 from 170,000 stations",
      milliseconds: draw.median,
      limit: 500,
      note: `of which hashing alone ${hashing.median.toFixed(0)} ms; Rivest’s consistent_sampler in Python took 465 ms where it was measured`,
    },
  ];
}
