import type { Contest, Figure } from "@veedor/domain";
import { linesWithRole } from "@veedor/domain";
import type { SeededRandom } from "@veedor/statistics";

/** What an observer got wrong while copying a sheet: two neighbouring digits swapped, or blank and null. */
export type SlipKind = "digits-swapped" | "blank-and-null-exchanged";

export type CopiedSheet = { readonly figures: readonly Figure[]; readonly slip: SlipKind | null };

function swapDigits(figure: number, random: SeededRandom): number {
  const digits = String(figure);
  const at = random.integer(digits.length - 1);
  return Number(digits.slice(0, at) + (digits[at + 1] ?? "") + (digits[at] ?? "") + digits.slice(at + 2));
}

/** Copies a sheet with a slip; a sheet on which the slip would change nothing is copied as it is. */
export function copyWithSlip(contest: Contest, sheet: readonly Figure[], random: SeededRandom): CopiedSheet {
  const figures = [...sheet];
  if (random.next() < 0.6) {
    const choices = linesWithRole(contest, "choice").filter((line) => (figures[line] ?? 0) >= 10);
    const line = choices.length === 0 ? undefined : choices[random.integer(choices.length)];
    if (line !== undefined) figures[line] = swapDigits(figures[line] ?? 0, random);
    return { figures, slip: line === undefined || figures[line] === sheet[line] ? null : "digits-swapped" };
  }
  const [blank] = linesWithRole(contest, "blank");
  const [spoilt] = linesWithRole(contest, "null");
  if (blank === undefined || spoilt === undefined || sheet[blank] === sheet[spoilt])
    return { figures, slip: null };
  figures[blank] = sheet[spoilt] ?? null;
  figures[spoilt] = sheet[blank] ?? null;
  return { figures, slip: "blank-and-null-exchanged" };
}
