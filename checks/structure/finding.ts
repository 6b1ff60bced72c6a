/**
 * Something that breaks a rule about the repository itself.
 *
 * @property rule kebab-case code of the rule
 * @property path the file or folder, from the root of the repository
 * @property message what is wrong and how to mend it
 */
export interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly line: number | null;
  readonly message: string;
}

/** One finding as a line for people: `path:line rule: message`. */
export function findingLine(finding: Finding): string {
  const place = finding.line === null ? finding.path : `${finding.path}:${finding.line}`;
  return `${place} ${finding.rule}: ${finding.message}`;
}
