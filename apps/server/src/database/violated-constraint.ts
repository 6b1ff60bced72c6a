/**
 * The name of the constraint (`mission_code_key`) that a statement broke, `null` for any other error. What is unique is
 * so by the database's word, since between a look and a write another process may have written.
 */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || !("constraint" in error)) return null;
  const isViolation = error.code === "23505" || error.code === "23503" || error.code === "23514";
  return isViolation && typeof error.constraint === "string" ? error.constraint : null;
}
