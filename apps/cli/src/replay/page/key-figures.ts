import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import { insideWord } from "./inside-word.ts";
import type { PageContext } from "./page-context.ts";
import { choiceAt } from "./page-context.ts";

/** Choices named in the answer to who is first: those with more than this probability. */
const WORTH_NAMING = 0.001;

/** Lead, turnout and who is first, each with its margin or the reason why it has none. */
export function keyFigures(context: PageContext): Html {
  return html`<dl class="key-figures">${lead(context)}${turnout(context)}${first(context)}</dl>`;
}

function item(term: string, body: Html): Html {
  return html`<div><dt>${term}</dt>${body}</div>`;
}

function notComputable(context: PageContext, reason: string): Html {
  return html`<dd class="big none">${context.messages.text("replay.page-not-computable")}</dd><dd class="under">${reason}</dd>`;
}

/** Why the last take has no estimate at all. */
function noEstimate({ last, messages }: PageContext): string {
  return last?.notComputable
    ? messages.text(`plan.reason-${last.notComputable}`)
    : messages.text("replay.page-no-takes");
}

function lead(context: PageContext): Html {
  const { last, messages, format } = context;
  const term = messages.text("replay.page-lead");
  if (!last?.figures) return item(term, notComputable(context, noEstimate(context)));
  const { lead: estimate } = last.figures;
  if (estimate === null)
    return item(term, notComputable(context, messages.text("replay.page-single-choice")));
  const [one, other] = [choiceAt(context, estimate.first), choiceAt(context, estimate.second)];
  const who = messages.text("replay.page-lead-of", { first: one?.name ?? "", second: other?.name ?? "" });
  const [ahead, behind] = [one?.truth ?? null, other?.truth ?? null];
  const truth = ahead === null || behind === null ? null : ahead - behind;
  const points = messages.text("replay.page-points", { points: format.signedPoints(estimate.estimate, 2) });
  const interval = messages.text("replay.page-interval-points", {
    interval: format.differenceInterval(estimate, 2),
  });
  const beside =
    truth === null
      ? null
      : html`<dd class="under">${messages.text("replay.page-in-the-file", {
          value: messages.text("replay.page-points", { points: format.signedPoints(truth, 2) }),
        })} ${insideWord(context, estimate, truth)}</dd>`;
  return item(
    term,
    html`<dd class="big">${points}</dd><dd class="under">${interval}</dd><dd class="under">${who}</dd>${beside}`,
  );
}

function turnout(context: PageContext): Html {
  const { last, messages, format, record } = context;
  const term = messages.text("replay.page-turnout");
  const estimate = last?.figures?.turnout ?? null;
  const beside = (value: number | null): Html | null =>
    value === null
      ? null
      : html`<dd class="under">${messages.text("replay.page-in-the-file", { value: format.percent(value, 2) })} ${insideWord(
          context,
          estimate,
          value,
        )}</dd>`;
  if (estimate === null) {
    const reason = last?.figures ? messages.text("replay.page-no-registered") : noEstimate(context);
    return item(term, html`${notComputable(context, reason)}${beside(record.trueTurnout)}`);
  }
  return item(
    term,
    html`<dd class="big">${format.percent(estimate.estimate, 2)}</dd><dd class="under">${format.interval(estimate, 2)}</dd>${beside(record.trueTurnout)}`,
  );
}

function first(context: PageContext): Html {
  const { last, messages, format, record } = context;
  const term = messages.text("replay.page-first");
  const probabilities = last?.probabilityFirst ?? null;
  if (probabilities === null) {
    const reason = last?.figures ? messages.text("replay.page-single-choice") : noEstimate(context);
    return item(term, notComputable(context, reason));
  }
  const asked = messages.text("replay.page-first-asked", {
    threshold: format.percent(record.plan.decision.probabilityFirst, 1),
  });
  return item(
    term,
    html`${whoIsFirst(context)}${likeliest(context, probabilities)}<dd class="under">${asked}</dd>`,
  );
}

/** The name of the first, or why none stands here. */
function whoIsFirst(context: PageContext): Html {
  const { last, messages } = context;
  const call = last?.call ?? null;
  if (call === null) return html`<dd class="big">${messages.text("replay.page-too-close")}</dd>`;
  // While the gate is shut no name stands here: a picture cut out of the page would be a declaration.
  if (last?.verdict.code !== "can-be-trusted")
    return html`<dd class="big">${messages.text("replay.page-first-not-named")}</dd><dd class="under outside">✗ ${messages.text("replay.page-first-held")}</dd>`;
  return html`<dd class="big"><bdi>${choiceAt(context, call)?.name ?? ""}</bdi></dd>`;
}

function likeliest(context: PageContext, probabilities: readonly number[]): Html[] {
  return probabilities
    .map((probability, position) => ({ probability, name: choiceAt(context, position)?.name ?? "" }))
    .filter(({ probability }) => probability > WORTH_NAMING)
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 3)
    .map(
      ({ probability, name }) =>
        html`<dd class="under"><bdi>${name}</bdi>: ${context.format.probability(probability)}</dd>`,
    );
}
