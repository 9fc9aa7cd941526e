import { closeSync, existsSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/** Everything that is read of one file: a trace of a name further in would be found on the way. */
const MOST = 256 * 1024 * 1024;

/** Files under a folder, without those that are plain by design. */
function* filesUnder(folder, leaveOut) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (leaveOut.some((plain) => path === plain || path.startsWith(plain + sep))) continue;
    if (entry.isDirectory()) yield* filesUnder(path, leaveOut);
    else if (entry.isFile()) yield path;
  }
}

/** Regular files that the process with this id and its children hold open, deleted ones among them. */
function* filesOpenIn(processes) {
  for (const id of processes) {
    const folder = `/proc/${id}/fd`;
    if (!existsSync(folder)) continue;
    for (const fd of readdirSync(folder)) {
      const path = join(folder, fd);
      try {
        const to = readlinkSync(path);
        if (!to.startsWith("/") || to.startsWith("/dev/") || to.startsWith("/proc/") || to.startsWith("/usr/"))
          continue;
        if (statSync(path).isFile()) yield { path, to };
      } catch {
        // Closed between the list and the look.
      }
    }
  }
}

/** This process's descendants, itself left out. */
export function descendants(of) {
  const parents = new Map();
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, "utf8");
      parents.set(id, stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    } catch {
      // Gone.
    }
  }
  const found = new Set([String(of)]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [id, parent] of parents) {
      if (found.has(parent) && !found.has(id)) {
        found.add(id);
        grown = true;
      }
    }
  }
  found.delete(String(of));
  return [...found];
}

function holds(path, words) {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(Math.min(statSync(path).size, MOST));
    let read = 0;
    while (read < bytes.length) {
      const now = readSync(file, bytes, read, bytes.length - read, read);
      if (now === 0) break;
      read += now;
    }
    return words.find((word) => bytes.includes(Buffer.from(word)) || bytes.includes(Buffer.from(word, "utf16le")));
  } finally {
    closeSync(file);
  }
}

/**
 * Looks for words in every file under the folders and in every file that the processes hold open.
 * Gives how many files were read and where a word was found; the word itself is not repeated.
 */
export function traces({ folders, leaveOut, processes, words }) {
  const found = [];
  let read = 0;
  const look = (path, named) => {
    try {
      read += 1;
      if (holds(path, words)) found.push(named);
    } catch {
      // Gone, or not ours to read.
    }
  };
  for (const folder of folders) for (const path of filesUnder(folder, leaveOut)) look(path, path);
  for (const { path, to } of filesOpenIn(processes)) look(path, to);
  return { read, found };
}
