import { z } from "zod";

/** Pieces that many schemas share. */
export const identifier = z.uuid();
export const instant = z.iso.datetime({ offset: true });
export const missionPath = z.object({ mission: identifier });

/** How a list is paged: `after` is the last answer's `next`, which is `null` on the last page. */
export const paging = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** The same where rows follow each other by their identifiers. */
export const pagingByIdentifier = paging.extend({ after: identifier.optional() });

/** A short text in one line, such as a name: without control characters and without those that turn what follows. */
export const lineOfText = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .regex(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069]*$/u);

/** One page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
