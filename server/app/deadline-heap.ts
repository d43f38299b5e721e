/** Deadlines of cases in the order in which they come. A case has one; setting it again moves it. */
export interface DeadlineHeap {
  set(caseId: string, at: number): void;
  delete(caseId: string): void;
  /** The soonest moment, epoch ms, or null. */
  next(): number | null;
  /** Takes out every case whose moment is at or before `until`, soonest first. */
  take(until: number): string[];
  readonly size: number;
}

interface Node {
  readonly caseId: string;
  readonly at: number;
}

/**
 * A binary heap that never searches: a moved or deleted deadline stays in it until it comes up and is then passed over,
 * because the map of what is in force no longer names it.
 */
export function createDeadlineHeap(): DeadlineHeap {
  let nodes: Node[] = [];
  const inForce = new Map<string, Node>();

  const drop = () => {
    while (nodes.length > 0 && inForce.get((nodes[0] as Node).caseId) !== nodes[0]) pop(nodes);
  };

  return {
    set: (caseId, at) => {
      if (inForce.get(caseId)?.at === at) return;
      const node = { caseId, at };
      inForce.set(caseId, node);
      push(nodes, node);
      // Dead nodes are dropped as they come up; rebuilt when they outnumber the living, so memory stays bounded.
      if (nodes.length > 64 && nodes.length > 2 * inForce.size) nodes = rebuilt(inForce.values());
    },
    delete: (caseId) => void inForce.delete(caseId),
    next: () => {
      drop();
      return nodes[0]?.at ?? null;
    },
    take: (until) => {
      const taken: string[] = [];
      for (drop(); nodes.length > 0 && (nodes[0] as Node).at <= until; drop()) {
        const { caseId } = pop(nodes);
        inForce.delete(caseId);
        taken.push(caseId);
      }
      return taken;
    },
    get size() {
      return inForce.size;
    },
  };
}

function rebuilt(living: Iterable<Node>): Node[] {
  // A sorted array is a heap.
  return [...living].sort((a, b) => a.at - b.at);
}

function push(nodes: Node[], node: Node): void {
  let index = nodes.push(node) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if ((nodes[parent] as Node).at <= node.at) break;
    nodes[index] = nodes[parent] as Node;
    index = parent;
  }
  nodes[index] = node;
}

function pop(nodes: Node[]): Node {
  const top = nodes[0] as Node;
  const last = nodes.pop() as Node;
  if (nodes.length === 0) return top;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= nodes.length) break;
    if (child + 1 < nodes.length && (nodes[child + 1] as Node).at < (nodes[child] as Node).at) child += 1;
    if ((nodes[child] as Node).at >= last.at) break;
    nodes[index] = nodes[child] as Node;
    index = child;
  }
  nodes[index] = last;
  return top;
}
