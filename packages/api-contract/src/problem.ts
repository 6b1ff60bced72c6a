import { z } from "zod";

/**
 * A problem document (RFC 9457): `code` is stable and machine-readable, `title` and `detail` are in the reader's
 * language, `errors` says which part of the request is wrong.
 */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

export type Problem = z.output<typeof problem>;
