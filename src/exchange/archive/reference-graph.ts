const MAX_REFERENCES = 4_000_000;

/** A schema whose references lead back to it. */
export interface Circle {
  /** Such as `7 of context "."`. */
  schema: string;
  /** Where in the archive its row is. */
  line: number;
}

/** Which schemas of an archive refer to which, in a few bytes a reference, to find those that refer to each other in a circle. */
export class ReferenceGraph {
  /** Schemas with references, by their context and id. */
  private readonly nodes = new Map<string, Map<number, number>>();
  private readonly lines: number[] = [];
  /** Of each node, where its references begin; they come together. */
  private readonly starts: number[] = [];
  private readonly versions = new Map<string, number>();
  /** The version that a reference leads to, and the node that this is: undefined where it refers to nothing. */
  private readonly targets: number[] = [];
  private readonly nodeOf: (number | undefined)[] = [];

  /** False where there are more references than are kept in mind. Those of a schema follow each other. */
  addReference(context: string, id: number, line: number, version: string): boolean {
    if (this.targets.length >= MAX_REFERENCES) return false;
    const ids = this.nodes.get(context) ?? new Map<number, number>();
    this.nodes.set(context, ids);
    if (!ids.has(id)) {
      ids.set(id, this.lines.length);
      this.lines.push(line);
      this.starts.push(this.targets.length);
    }
    const known = this.versions.get(version) ?? this.versions.size;
    this.versions.set(version, known);
    this.targets.push(known);
    return true;
  }

  addVersion(version: string, context: string, id: number): void {
    const known = this.versions.get(version);
    if (known !== undefined) this.nodeOf[known] = this.nodes.get(context)?.get(id);
  }

  /** The first circle that is found; null where there is none. */
  circle(): Circle | null {
    // 1 while what it refers to is looked through, 2 once nothing was found.
    const states = new Uint8Array(this.lines.length);
    for (let root = 0; root < this.lines.length; root++) {
      const found = states[root] === 0 ? this.circleFrom(root, states) : null;
      if (found !== null) return { schema: this.nameOf(found), line: this.lines[found]! };
    }
    return null;
  }

  private circleFrom(root: number, states: Uint8Array): number | null {
    const path = [{ node: root, next: this.starts[root]! }];
    states[root] = 1;
    for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
      if (here.next >= (this.starts[here.node + 1] ?? this.targets.length)) {
        states[here.node] = 2;
        path.pop();
        continue;
      }
      const node = this.nodeOf[this.targets[here.next++]!];
      if (node === undefined || states[node] === 2) continue;
      if (states[node] === 1) return node;
      states[node] = 1;
      path.push({ node, next: this.starts[node]! });
    }
    return null;
  }

  private nameOf(node: number): string {
    for (const [context, ids] of this.nodes) {
      for (const [id, known] of ids) if (known === node) return `${id} of context "${context}"`;
    }
    throw new Error(`There is no node ${node}.`);
  }
}
