import { literally, type FileTree } from '../trees/file-tree.js';

/** Files by the full names of Avro that they define. */
type Definitions = ReadonlyMap<string, readonly string[]>;

/** Which files of a tree define names of Avro; each file is read once, however many names are looked for. */
export class AvroDefinitions {
  private everywhere: Promise<ReadonlyMap<string, string>> | null = null;
  private readonly byFolder = new Map<string, Promise<Definitions>>();
  private readonly byFile = new Map<string, readonly string[]>();

  /** `namesOf` are the names that a file defines, `first` the files that are looked in before all others. */
  constructor(
    private readonly tree: FileTree,
    private readonly namesOf: (file: string) => Promise<readonly string[]>,
    private readonly first: () => Promise<readonly string[]>,
  ) {}

  /** The files of a folder: of a contract that was named alone the others are not at hand. */
  async inFolder(folder: string, name: string): Promise<readonly string[]> {
    const known = this.byFolder.get(folder) ?? this.readFolder(folder);
    this.byFolder.set(folder, known);
    return (await known).get(name) ?? [];
  }

  /** Those that come first, else those of the whole tree; only those are read as schemas that hold the name's last part. */
  async anywhere(name: string): Promise<readonly string[]> {
    const near = (await this.definedAmong(await this.first(), (file) => /\.avsc$/i.test(file))).get(name) ?? [];
    if (near.length > 0) return near;
    this.everywhere ??= this.readEverywhere();
    const texts = await this.everywhere;
    const simple = name.slice(name.lastIndexOf('.') + 1);
    const mayHold = (file: string): boolean => texts.get(file)!.includes(simple) || texts.get(file)!.includes('\\u');
    return (await this.definedAmong([...texts.keys()], mayHold)).get(name) ?? [];
  }

  private async readEverywhere(): Promise<ReadonlyMap<string, string>> {
    return this.tree.read((await this.tree.everyFile?.('.avsc')) ?? []);
  }

  private async readFolder(folder: string): Promise<Definitions> {
    return this.definedAmong(await this.tree.find(folder === '.' ? '*.avsc' : `${literally(folder)}/*.avsc`));
  }

  private async definedAmong(
    files: readonly string[],
    isMeant: (file: string) => boolean = () => true,
  ): Promise<Definitions> {
    const defined = new Map<string, string[]>();
    for (const file of files.filter(isMeant)) {
      for (const name of await this.namesIn(file)) defined.set(name, [...(defined.get(name) ?? []), file]);
    }
    return defined;
  }

  private async namesIn(file: string): Promise<readonly string[]> {
    const names = this.byFile.get(file) ?? (await this.namesOf(file));
    this.byFile.set(file, names);
    return names;
  }
}
