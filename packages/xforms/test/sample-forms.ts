import type { TallyForm, TallyFormTexts } from "../src/index.ts";

/** An instance as phones write it, with a value that needs escaping and one beyond the basic plane. */
export const INSTANCE =
  `<?xml version='1.0' encoding='UTF-8' ?><data xmlns:orx="http://openrosa.org/xforms" id="opening" version="3">` +
  `<start>2026-10-04T06:30:00.000-05:00</start><station><code>PS-000017</code><note>Cola tranquila &amp; &lt;larga&gt; 😀</note></station>` +
  `<counts><received>300</received><cast/></counts><rep><who>a</who></rep><rep><who>b</who></rep>` +
  `<orx:meta><orx:instanceID>uuid:0d4b0d7e-2f1c-4c6e-9a53-1f5b9f0a7c11</orx:instanceID></orx:meta></data>`;

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A small form: an opening checklist. */
export const OPENING_FORM = `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:orx="http://openrosa.org/xforms" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>Opening of the station</h:title><model>
<itext><translation lang="English (en)"><text id="a"><value>A</value><value form="image">jr://images/seal.png</value></text></translation>
<translation lang="Español (es)" default="true()"><text id="a"><value>A</value></text></translation></itext>
<instance><data id="opening" version="3"><start/><station><code/><note/></station><counts><received/><cast/></counts><rep jr:template=""><who/></rep><photo/>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<instance id="areas" src="jr://file-csv/areas.csv"/>
<bind nodeset="/data/start" type="dateTime"/><bind nodeset="/data/station/code" type="xsd:string"/>
<bind nodeset="/data/counts/received" type="int" calculate="pulldata('roll', 'n', 'code', /data/station/code)"/>
<bind nodeset="/data/counts/cast" type="decimal"/><bind nodeset="/data/photo" type="binary"/>
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body><input ref="/data/station/code"><label ref="jr:itext('a')"/></input></h:body></h:html>`;

const TEXTS: TallyFormTexts = {
  station: "Station",
  stationListed: "Which station?",
  stationListedHint: "Only yours are listed.",
  stationTyped: "Code of the station",
  stationTypedHint: "With its check character.",
  stationTypedWrong: "The code and its check character do not fit.",
  sheet: "Figures of the sheet",
  figureImpossible: "Not a possible number of votes.",
  checks: "Checks",
  linesEmpty: "A line is empty. Does the sheet not give it?",
  votesDiffer: "Votes add up to {votes} and the total says {total}.",
  aboveRegistered: "More votes than the {registered} registered.",
  confirmed: "Yes, the sheet says so",
  confirmationNeeded: "Look again, or confirm.",
  comment: "Comment",
  commentHint: "What is odd?",
  commentNeeded: "Say what is odd.",
  photo: "Photo",
  photoHint: "Of the whole sheet.",
};

/** A tally sheet's form: two choices, blank, null, total, and a line that enters into no sum. */
export const TALLY_FORM: TallyForm = {
  formId: "tally-president",
  version: "1",
  title: 'President & "others" <2026>',
  languages: [
    { code: "es", name: "Español (es)", texts: TEXTS },
    { code: "en", name: "English (en)", texts: TEXTS },
  ],
  lines: [
    { part: "votes", labels: new Map([["es", "Lista «A» & B"]]) },
    { part: "votes", labels: new Map([["es", "C"]]) },
    {
      part: "votes",
      labels: new Map([
        ["es", "Blancos"],
        ["en", "Blank"],
      ]),
    },
    { part: "total", labels: new Map([["es", "Total"]]) },
    { part: "other", labels: new Map([["es", "Sobrantes"]]) },
  ],
  hasStationList: true,
  typed: { alphabet: "digits", length: 6 },
  largestFigure: 10_000_000,
};
