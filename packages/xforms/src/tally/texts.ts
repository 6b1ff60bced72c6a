/**
 * What a tally sheet's form says, in one language. Placeholders in braces are filled by the phone while the form is
 * filled: `{votes}`, `{total}`, `{registered}`.
 */
export type TallyFormTexts = {
  readonly station: string;
  readonly stationListed: string;
  readonly stationListedHint: string;
  readonly stationTyped: string;
  readonly stationTypedHint: string;
  readonly stationTypedWrong: string;
  readonly sheet: string;
  readonly figureImpossible: string;
  readonly checks: string;
  readonly linesEmpty: string;
  readonly votesDiffer: string;
  readonly aboveRegistered: string;
  readonly confirmed: string;
  readonly confirmationNeeded: string;
  readonly comment: string;
  readonly commentHint: string;
  readonly commentNeeded: string;
  readonly photo: string;
  readonly photoHint: string;
};
