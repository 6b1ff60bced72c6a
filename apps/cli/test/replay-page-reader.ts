// A strict reader of the pages that we write: it refuses what a browser would silently mend.

export type PageElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (PageElement | string)[];
};

const WITHOUT_END = ["meta", "br"];
const TOKEN =
  /<!doctype html>|<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9-]*="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** The page as a tree. @throws for a stray `<`, an attribute without quotes, an end tag that does not fit */
export function readPage(page: string): PageElement {
  const root: PageElement = { name: "", attributes: {}, children: [] };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < page.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(page);
    const parent = open.at(-1);
    if (token === null || parent === undefined)
      throw new Error(`not well formed: ${page.slice(at, at + 80)}`);
    const [, end, name, attributes, closed, text] = token;
    if (text !== undefined) parent.children.push(decoded(text));
    if (name === undefined) continue;
    if (end === "/") {
      if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}>`);
      open.pop();
      continue;
    }
    const element: PageElement = { name, attributes: attributesOf(attributes ?? ""), children: [] };
    parent.children.push(element);
    if (closed !== "/" && !WITHOUT_END.includes(name)) open.push(element);
  }
  if (open.length !== 1) throw new Error(`left open: ${open.map((element) => element.name).join(" ")}`);
  return root;
}

/** All elements below, in the order of the page. */
export function elementsIn(element: PageElement): PageElement[] {
  return element.children.flatMap((child) =>
    typeof child === "string" ? [] : [child, ...elementsIn(child)],
  );
}

/** Text as it is read. */
export function textOf(element: PageElement): string {
  return element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

function attributesOf(source: string): Record<string, string> {
  const pairs = [...source.matchAll(/([a-zA-Z][a-zA-Z0-9-]*)="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name, value]) => [name ?? "", decoded(value ?? "")]));
}

function decoded(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
