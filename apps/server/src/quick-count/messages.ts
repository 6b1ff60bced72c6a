/**
 * What the estimating thread is asked for.
 *
 * @property now the instant, by the clock of whoever asks
 */
export type EstimatingRequest = { readonly id: number; readonly contest: string; readonly now: number } & (
  | { readonly kind: "take"; readonly number: number; readonly at: number }
  | { readonly kind: "estimate" }
);

/**
 * That it was done, or where it failed.
 *
 * @property took milliseconds that it took
 * @property stack without the error's message, which may hold a figure
 */
export type EstimatingAnswer = { readonly id: number; readonly took: number; readonly stack: string | null };
