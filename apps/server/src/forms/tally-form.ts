import type { SheetLineRole } from "@veedor/domain";
import { LARGEST_FIGURE, ProblemError, VOTE_ROLES } from "@veedor/domain";
import { LANGUAGES, type Language, languageOf, type Messages, messagesIn } from "@veedor/messages";
import {
  type CheckAlphabet,
  type LinePart,
  type TallyForm,
  type TallyFormTexts,
  writeTallyForm,
} from "@veedor/xforms";
import type { Context } from "../context.ts";
import { change } from "../evidence/change.ts";
import { latestFrame } from "../frames/index.ts";
import {
  existingContest,
  type Mission,
  type MissionContest,
  missionById,
  nameIn,
} from "../missions/index.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import { addForm } from "./forms.ts";
import { typingOfFrame } from "./stations-store.ts";
import { type FormSummary, tallyForms, withdrawFormRow } from "./store.ts";

/**
 * Makes the form of a contest's tally sheet. Asked again, it answers with the form that is there; where lines,
 * languages or the way of typing codes have changed since, with a new version, and the former one is withdrawn.
 *
 * @throws {ProblemError} `frame-missing` before the list of stations is there; `not-found`
 */
export function makeTallyForm(
  context: Context,
  actor: Actor,
  mission: string,
  contest: string,
): Promise<FormSummary> {
  requireInMission(actor, mission, "forms-manage");
  return change(context, actor, async (tx) => {
    // Held until the form is there: lines that change meanwhile would make a form of former lines.
    const found = await existingContest(tx.query, mission, contest, true);
    const whole = await missionById(tx.query, mission);
    const frame = await latestFrame(tx.query, mission);
    if (whole === null) throw new ProblemError("not-found");
    if (frame === null) throw new ProblemError("frame-missing");
    const typing = await typingOfFrame(tx.query, frame.id);
    const alphabet: CheckAlphabet = typing.isDigits ? "digits" : "alphanumeric";
    const typed = { alphabet, length: Math.max(1, typing.longest) };
    const versions = await tallyForms(tx.query, contest);
    const [latest] = versions;
    const write = (version: string): Buffer =>
      Buffer.from(writeTallyForm(tallyFormOf(whole, found, { version, typed })), "utf8");
    if (latest?.withdrawn_at === null && write(latest.version).equals(latest.xml)) return latest;
    for (const { id, form_id, version } of versions.filter((one) => one.withdrawn_at === null)) {
      await withdrawFormRow(tx.query, id, tx.now);
      await tx.audit("form-withdrawn", { mission, subject: id }, { formId: form_id, version });
    }
    const lines = found.lines.map(({ code }) => code);
    return addForm(tx, mission, write(String(versions.length + 1)), { contest, lines, alphabet });
  });
}

/** A contest's tally sheet as the form's maker wants it: texts in the mission's languages, names by language. */
function tallyFormOf(
  mission: Mission,
  { contest, name, lines }: MissionContest,
  { version, typed }: Pick<TallyForm, "version" | "typed">,
): TallyForm {
  const languages = mission.languages.flatMap((code) => languageOf(code) ?? []);
  const [first = "es"] = languages;
  const title = nameIn(name, first, mission.languages);
  return {
    formId: `tally-${contest.code}`,
    version,
    title: messagesIn(first).text("tally-form.title", { contest: title }),
    languages: (languages.length === 0 ? [first] : languages).map((code) => ({
      code,
      // As ODK names languages: the name that the menu shows, and the code.
      name: `${LANGUAGES[code]} (${code})`,
      texts: textsIn(code),
    })),
    lines: lines.map((line) => ({
      part: partOf(line.role),
      labels: new Map(languages.map((code) => [code, nameIn(line.name, code, mission.languages)])),
    })),
    hasStationList: true,
    typed,
    largestFigure: LARGEST_FIGURE,
  };
}

function partOf(role: SheetLineRole): LinePart {
  if (role === "total") return "total";
  return VOTE_ROLES.includes(role) ? "votes" : "other";
}

/** The texts of a form; what the phone fills in while the form is filled stays in braces. */
function textsIn(language: Language): TallyFormTexts {
  const { text }: Messages = messagesIn(language);
  return {
    station: text("tally-form.station"),
    stationListed: text("tally-form.station-listed"),
    stationListedHint: text("tally-form.station-listed-hint"),
    stationTyped: text("tally-form.station-typed"),
    stationTypedHint: text("tally-form.station-typed-hint"),
    stationTypedWrong: text("tally-form.station-typed-wrong"),
    sheet: text("tally-form.sheet"),
    figureImpossible: text("tally-form.figure-impossible"),
    checks: text("tally-form.checks"),
    linesEmpty: text("tally-form.lines-empty"),
    votesDiffer: text("tally-form.votes-differ", { votes: "{votes}", total: "{total}" }),
    aboveRegistered: text("tally-form.above-registered", { registered: "{registered}" }),
    confirmed: text("tally-form.confirmed"),
    confirmationNeeded: text("tally-form.confirmation-needed"),
    comment: text("tally-form.comment"),
    commentHint: text("tally-form.comment-hint"),
    commentNeeded: text("tally-form.comment-needed"),
    photo: text("tally-form.photo"),
    photoHint: text("tally-form.photo-hint"),
  };
}
