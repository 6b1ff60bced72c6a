import type { Frame, Station } from "@veedor/domain";

/**
 * A node of a frame's area tree. Nodes are numbered depth first from 1, so a node holds exactly those from its own
 * number to `last`.
 *
 * @property registered sum over the stations whose registered voters are given; `null` when none is
 */
export type AreaNode = {
  readonly number: number;
  readonly last: number;
  readonly parent: number | null;
  readonly level: number;
  readonly name: string;
  readonly stations: number;
  readonly registered: number | null;
  readonly registeredMissing: number;
};

type Growing = {
  readonly children: Map<string, Growing>;
  number: number;
  stations: number;
  registered: number | null;
  registeredMissing: number;
};

const sprout = (): Growing => ({
  children: new Map(),
  number: 0,
  stations: 0,
  registered: null,
  registeredMissing: 0,
});

/**
 * The tree that the stations' areas make, with sums, children in the order of their names by code unit.
 *
 * @returns the nodes in their order, and the number of the smallest area that holds a station (`null` without levels)
 */
export function areaTree(frame: Frame): {
  readonly nodes: readonly AreaNode[];
  readonly areaOf: (station: Station) => number | null;
} {
  const root = sprout();
  for (const { areas, registered } of frame.stations) {
    let node = root;
    for (const name of areas) {
      let child = node.children.get(name);
      if (child === undefined) {
        child = sprout();
        node.children.set(name, child);
      }
      node = child;
      node.stations += 1;
      if (registered === null) node.registeredMissing += 1;
      else node.registered = (node.registered ?? 0) + registered;
    }
  }
  const nodes: AreaNode[] = [];
  number(root, null, 0, nodes);
  return {
    nodes,
    areaOf: ({ areas }) => {
      let node: Growing | undefined = root;
      for (const name of areas) node = node?.children.get(name);
      return areas.length === 0 ? null : (node?.number ?? null);
    },
  };
}

/** Numbers the children of a node; as deep as there are levels. */
function number(node: Growing, parent: number | null, level: number, nodes: AreaNode[]): void {
  const children = [...node.children].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, child] of children) {
    const position = nodes.length;
    child.number = position + 1;
    const { stations, registered, registeredMissing } = child;
    const own = {
      number: child.number,
      last: 0,
      parent,
      level,
      name,
      stations,
      registered,
      registeredMissing,
    };
    nodes.push(own);
    number(child, child.number, level + 1, nodes);
    nodes[position] = { ...own, last: nodes.length };
  }
}
