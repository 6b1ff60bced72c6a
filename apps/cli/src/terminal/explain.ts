import { RequestRefused } from "@veedor/api-contract";
import { FileProblem } from "@veedor/authority-files";
import { DomainError, ProblemError } from "@veedor/domain";
import type { Messages } from "@veedor/messages";
import { DesignError, DocumentError } from "@veedor/quick-count";
import { StatisticsError } from "@veedor/statistics";
import { Problem } from "./problem.ts";

/** What is told of an error: the exit status, a stable code, and a sentence in the reader's language. */
type Explanation = { readonly status: 1 | 2; readonly code: string; readonly message: string };

/** Turns whatever was thrown into something that the person can act on. Faults of the program say so. */
export function explain(error: unknown, messages: Messages): Explanation {
  if (error instanceof Problem) {
    const code = error.key.slice(error.key.indexOf(".") + 1);
    return { status: error.kind === "usage" ? 2 : 1, code, message: messages.text(error.key, error.values) };
  }
  if (error instanceof FileProblem) {
    const message = messages.textOf("import", error.code, error.parameters);
    if (message !== null) return { status: 1, code: error.code, message };
  }
  if (error instanceof StatisticsError || error instanceof DomainError) {
    const values = { argument: error.argument, received: error.received };
    const message = messages.textOf("problems", `value-${error.code}`, values);
    if (message !== null) return { status: 1, code: error.code, message };
  }
  if (error instanceof DocumentError) {
    const said = error.issues.map(({ code, path, expected }) =>
      messages.text(`plan.document-${code}`, { document: error.document, path, expected }),
    );
    return { status: 1, code: "document-malformed", message: said.join("\n") };
  }
  if (error instanceof DesignError) {
    return {
      status: 1,
      code: error.code,
      message: messages.text(`plan.design-${error.code}`, { subject: error.subject }),
    };
  }
  // The server has said it in the reader's language already.
  if (error instanceof RequestRefused)
    return { status: 1, code: error.problem.code, message: refusalAsText(error) };
  if (error instanceof ProblemError) {
    const message = messages.textOf("api", error.code, error.parameters);
    if (message !== null) return { status: 1, code: error.code, message };
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 1, code: "internal", message: messages.text("problems.internal", { detail }) };
}

function refusalAsText({ problem: { detail, errors = [] } }: RequestRefused): string {
  return [detail, ...errors.map(({ path, message }) => `${path}: ${message}`)].join("\n");
}
