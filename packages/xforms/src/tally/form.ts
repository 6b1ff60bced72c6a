import type { CheckAlphabet } from "../check-character.ts";
import { xmlText } from "../xml-writing.ts";
import { checkedCodeConstraint, conditionsOf, type LinePart } from "./conditions.ts";
import {
  CHECK,
  COMMENT,
  lineNode,
  linePath,
  PHOTO,
  STATION_CODE,
  STATION_LISTED,
  STATION_TYPED,
  STATIONS_FILE,
} from "./layout.ts";
import type { TallyFormTexts } from "./texts.ts";

/**
 * What a tally sheet's form is made of.
 *
 * @property title the contest, in the form's first language
 * @property languages the first is the default; `name` as the phone's menu shows it
 * @property lines of the sheet in their printed order, each with its label by language code
 * @property hasStationList whether the phone is handed its own stations as a file beside the form
 * @property typed how a station's code is typed: its alphabet, and the longest code without its check character
 */
export type TallyForm = {
  readonly formId: string;
  readonly version: string;
  readonly title: string;
  readonly languages: readonly {
    readonly code: string;
    readonly name: string;
    readonly texts: TallyFormTexts;
  }[];
  readonly lines: readonly { readonly part: LinePart; readonly labels: ReadonlyMap<string, string> }[];
  readonly hasStationList: boolean;
  readonly typed: { readonly alphabet: CheckAlphabet; readonly length: number };
  readonly largestFigure: number;
};

/**
 * Writes the XForm of a tally sheet. It refuses only what cannot be (a negative figure, one beyond any station); what
 * is odd but possible it asks to confirm and to comment, so that a true anomaly comes through.
 */
export function writeTallyForm(form: TallyForm): string {
  return [
    '<?xml version="1.0"?>',
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">',
    `<h:head><h:title>${xmlText(form.title)}</h:title><model>`,
    ...itext(form),
    ...instance(form),
    ...binds(form),
    "</model></h:head><h:body>",
    ...body(form),
    "</h:body></h:html>",
    "",
  ].join("\n");
}

const TEXTS = [
  "station",
  "stationListed",
  "stationListedHint",
  "stationTyped",
  "stationTypedHint",
  "stationTypedWrong",
  "sheet",
  "figureImpossible",
  "checks",
  "linesEmpty",
  "votesDiffer",
  "aboveRegistered",
  "confirmed",
  "confirmationNeeded",
  "comment",
  "commentHint",
  "commentNeeded",
  "photo",
  "photoHint",
] as const satisfies readonly (keyof TallyFormTexts)[];

function itext({ languages, lines }: TallyForm): string[] {
  const total = lines.findIndex(({ part }) => part === "total");
  const outputs: Readonly<Record<string, string>> = {
    votes: CHECK.votes,
    registered: CHECK.registered,
    ...(total < 0 ? {} : { total: linePath(total) }),
  };
  const translations = languages.map(({ code, name, texts }, i) => {
    const ours = TEXTS.map((id) => textElement(id, withOutputs(texts[id], outputs)));
    const theirs = lines.map(({ labels }, position) =>
      textElement(lineNode(position), xmlText(labels.get(code) ?? labels.values().next().value ?? "")),
    );
    const isDefault = i === 0 ? ' default="true()"' : "";
    return `<translation lang="${xmlText(name)}"${isDefault}>${[...ours, ...theirs].join("")}</translation>`;
  });
  return ["<itext>", ...translations, "</itext>"];
}

const textElement = (id: string, content: string): string =>
  `<text id="${id}"><value>${content}</value></text>`;

/** `{votes}` becomes what the phone shows at that place. */
function withOutputs(text: string, outputs: Readonly<Record<string, string>>): string {
  return text
    .split(/(\{\w+\})/)
    .map((piece) => {
      const name = /^\{(\w+)\}$/.exec(piece)?.[1] ?? "";
      return Object.hasOwn(outputs, name) ? `<output value="${outputs[name]}"/>` : xmlText(piece);
    })
    .join("");
}

function instance({ formId, version, lines, hasStationList }: TallyForm): string[] {
  const nodes = lines.map((_line, i) => `<${lineNode(i)}/>`).join("");
  return [
    `<instance><tally id="${xmlText(formId)}" version="${xmlText(version)}"><start/><end/>`,
    `<station>${hasStationList ? "<listed/>" : ""}<typed/><code/></station>`,
    `<lines>${nodes}</lines>`,
    `<checks><votes/><cast/>${hasStationList ? "<registered/>" : ""}<empty/><differs/>${hasStationList ? "<above/>" : ""}</checks>`,
    `<confirmations><empty/><differs/>${hasStationList ? "<above/>" : ""}</confirmations><comment/><photo/>`,
    "<orx:meta><orx:instanceID/><orx:instanceName/></orx:meta></tally></instance>",
    ...(hasStationList ? [`<instance id="stations" src="jr://file-csv/${STATIONS_FILE}"/>`] : []),
  ];
}

/** One bind; attributes that are `undefined` are left out. */
function bind(
  nodeset: string,
  type: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
): string {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${xmlText(value)}"`],
  );
  return `<bind nodeset="${nodeset}" type="${type}"${written.join("")}/>`;
}

const said = (id: keyof TallyFormTexts): string => `jr:itext('${id}')`;

function binds({ lines, hasStationList, typed, largestFigure }: TallyForm): string[] {
  const conditions = conditionsOf(lines.map(({ part }) => part));
  const calculated = (path: string, calculate: string): string => bind(path, "string", { calculate });
  const confirmation = (path: string, check: string): string =>
    bind(path, "string", {
      relevant: `${check} = 'yes'`,
      required: "true()",
      "jr:requiredMsg": said("confirmationNeeded"),
    });
  const odd = `${CHECK.differs} = 'yes'${hasStationList ? ` or ${CHECK.above} = 'yes'` : ""}`;
  return [
    bind("/tally/start", "dateTime", { "jr:preload": "timestamp", "jr:preloadParams": "start" }),
    bind("/tally/end", "dateTime", { "jr:preload": "timestamp", "jr:preloadParams": "end" }),
    ...(hasStationList ? [bind(STATION_LISTED, "string")] : []),
    bind(STATION_TYPED, "string", {
      relevant: hasStationList ? `${STATION_LISTED} = ''` : undefined,
      required: "true()",
      constraint: checkedCodeConstraint(typed.alphabet, typed.length),
      "jr:constraintMsg": said("stationTypedWrong"),
    }),
    calculated(
      STATION_CODE,
      hasStationList ? `if(${STATION_LISTED} != '', ${STATION_LISTED}, ${STATION_TYPED})` : STATION_TYPED,
    ),
    ...lines.map((_line, i) =>
      bind(linePath(i), "int", {
        constraint: `. >= 0 and . <= ${largestFigure}`,
        "jr:constraintMsg": said("figureImpossible"),
      }),
    ),
    calculated(CHECK.votes, conditions.votes),
    calculated(CHECK.cast, conditions.cast),
    calculated(CHECK.empty, conditions.empty),
    calculated(CHECK.differs, conditions.differs),
    confirmation(CHECK.emptyConfirmed, CHECK.empty),
    confirmation(CHECK.differsConfirmed, CHECK.differs),
    ...(hasStationList
      ? [
          calculated(CHECK.registered, conditions.registered),
          calculated(CHECK.above, conditions.above),
          confirmation(CHECK.aboveConfirmed, CHECK.above),
        ]
      : []),
    bind(COMMENT, "string", { required: odd, "jr:requiredMsg": said("commentNeeded") }),
    bind(PHOTO, "binary", { "orx:max-pixels": "2560" }),
    bind("/tally/orx:meta/orx:instanceID", "string", { readonly: "true()", "jr:preload": "uid" }),
    bind("/tally/orx:meta/orx:instanceName", "string", { calculate: STATION_CODE }),
  ];
}

function labelled(label: string, hint?: keyof TallyFormTexts): string {
  return `<label ref="jr:itext('${label}')"/>${hint === undefined ? "" : `<hint ref="${said(hint)}"/>`}`;
}

function body({ lines, hasStationList, typed }: TallyForm): string[] {
  const confirm = (path: string, label: keyof TallyFormTexts): string =>
    `<select1 ref="${path}">${labelled(label)}<item>${labelled("confirmed")}<value>yes</value></item></select1>`;
  return [
    `<group ref="/tally/station">${labelled("station")}`,
    ...(hasStationList
      ? [
          `<select1 ref="${STATION_LISTED}" appearance="autocomplete">${labelled("stationListed", "stationListedHint")}` +
            `<itemset nodeset="instance('stations')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>`,
        ]
      : []),
    `<input ref="${STATION_TYPED}"${typed.alphabet === "digits" ? ' appearance="numbers"' : ""}>${labelled("stationTyped", "stationTypedHint")}</input>`,
    `</group><group ref="/tally/lines" appearance="field-list">${labelled("sheet")}`,
    ...lines.map((_line, i) => `<input ref="${linePath(i)}">${labelled(lineNode(i))}</input>`),
    `</group><group ref="/tally/confirmations">${labelled("checks")}`,
    confirm(CHECK.emptyConfirmed, "linesEmpty"),
    confirm(CHECK.differsConfirmed, "votesDiffer"),
    ...(hasStationList ? [confirm(CHECK.aboveConfirmed, "aboveRegistered")] : []),
    "</group>",
    `<input ref="${COMMENT}" appearance="multiline">${labelled("comment", "commentHint")}</input>`,
    `<upload ref="${PHOTO}" mediatype="image/*">${labelled("photo", "photoHint")}</upload>`,
  ];
}
