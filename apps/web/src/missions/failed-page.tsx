import type { ErrorComponentProps } from "@tanstack/react-router";
import { FailurePage } from "../connection/failure.tsx";

/** In place of a page that broke, so that the frame around it stays. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  return <FailurePage error={error} onRetry={reset} />;
}
