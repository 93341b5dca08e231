/**
 * The projects of a session: which there are, and the newest snapshot of each.
 *
 * An open document is what its editor says; every other file is what the disk says.
 * Projects are loaded when one of their files is opened or asked for.
 *
 * Invariant: this is the one place that replaces a snapshot. Whoever holds an old one
 * may keep it.
 */
import { Snapshot } from "../project";
import type { ProjectView } from "./places";
import {
  type FileSystem,
  filesOf,
  isBaml,
  type ProjectPlace,
  projectPath,
  projectPlaceOf,
  sameUri,
  sourceFoldersBelow,
} from "./projectFiles";

export interface Project extends ProjectView {
  /** The URI of the folder that holds the files: what ids carry. */
  readonly id: string;
  readonly place: ProjectPlace;
}

/** A file of a project that is loaded. */
export interface ProjectFilePlace {
  readonly project: Project;
  readonly path: string;
}

export class Workspace {
  readonly #files: FileSystem;
  readonly #onChange: (project: Project) => void;
  /** By the folder of their files, of which no two are the same. */
  readonly #projects = new Map<string, Project>();
  readonly #loading = new Map<string, Promise<Project>>();
  /** Texts of open documents, by URI as `sameUri` spells it. */
  readonly #open = new Map<string, string>();

  /** `onChange` is told of every new snapshot. */
  constructor(files: FileSystem, onChange: (project: Project) => void) {
    this.#files = files;
    this.#onChange = onChange;
  }

  get projects(): readonly Project[] {
    return [...this.#projects.values()];
  }

  project(id: string): Project | undefined {
    return this.#projects.get(id) ?? this.#projects.get(sameUri(id));
  }

  /** Settles when everything that is being loaded is there. */
  async loaded(): Promise<void> {
    while (this.#loading.size > 0) await Promise.all(this.#loading.values());
  }

  isOpen(uri: string): boolean {
    return this.#open.has(sameUri(uri));
  }

  /** The file behind a URI, in the newest snapshot; its project is loaded when it is not yet. */
  async file(uri: string): Promise<ProjectFilePlace | undefined> {
    const known = this.loadedFile(uri);
    if (known) return known;
    await this.#load(projectPlaceOf(sameUri(uri)));
    return this.loadedFile(uri);
  }

  /** The file behind a URI, if its project is loaded and holds it. */
  loadedFile(uri: string): ProjectFilePlace | undefined {
    const place = projectPlaceOf(sameUri(uri));
    const project = this.#projects.get(place.folder);
    const path = projectPath(place, sameUri(uri));
    return project?.snapshot.files.has(path) ? { project, path } : undefined;
  }

  /** An editor opened a document, or changed it. */
  async setOpen(uri: string, text: string): Promise<void> {
    const key = sameUri(uri);
    this.#open.set(key, text);
    const place = projectPlaceOf(key);
    if (this.#projects.has(place.folder)) this.#set(place, key, text);
    else await this.#load(place);
  }

  /** An editor closed a document: the disk is asked again. */
  async setClosed(uri: string): Promise<void> {
    this.#open.delete(sameUri(uri));
    await this.changedOnDisk(uri);
  }

  /** A file was made, changed or deleted outside of an editor. */
  async changedOnDisk(uri: string): Promise<void> {
    const key = sameUri(uri);
    if (this.#open.has(key) || !isBaml(key)) return;
    const place = projectPlaceOf(key);
    if (!this.#projects.has(place.folder)) return;
    this.#set(place, key, await this.#files.read(key));
  }

  /** Loads the projects below a workspace folder, so that their problems and tests are known. */
  async addFolder(root: string): Promise<void> {
    for (const folder of await sourceFoldersBelow(sameUri(root), this.#files)) {
      await this.#load(projectPlaceOf(`${folder}/_.baml`));
    }
  }

  #set(place: ProjectPlace, uri: string, text: string | undefined): void {
    const project = this.#projects.get(place.folder);
    const path = projectPath(place, uri);
    if (!project || project.snapshot.files.get(path)?.text === text) return;
    this.#keep({ ...project, snapshot: project.snapshot.edit(new Map([[path, text]])) });
  }

  /** Loads a project once, however many ask at the same time. */
  #load(place: ProjectPlace): Promise<Project> {
    const known = this.#projects.get(place.folder);
    if (known) return Promise.resolve(known);
    let loading = this.#loading.get(place.folder);
    if (!loading) {
      loading = this.#read(place).finally(() => this.#loading.delete(place.folder));
      this.#loading.set(place.folder, loading);
    }
    return loading;
  }

  async #read(place: ProjectPlace): Promise<Project> {
    const texts = new Map<string, string>();
    for (const uri of await filesOf(place, this.#files)) {
      const text = await this.#files.read(uri);
      if (text !== undefined) texts.set(projectPath(place, uri), text);
    }
    // What was opened while the disk was read wins, also when it is not on the disk yet.
    for (const [uri, text] of this.#open) {
      if (projectPlaceOf(uri).folder === place.folder) texts.set(projectPath(place, uri), text);
    }
    const snapshot = Snapshot.of(texts);
    const project = { id: place.folder, root: place.root, place, snapshot };
    this.#keep(project);
    return project;
  }

  #keep(project: Project): void {
    this.#projects.set(project.id, project);
    this.#onChange(project);
  }
}
