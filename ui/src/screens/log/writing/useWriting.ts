import { useMemo } from "react";
import { draftWords, useDraft } from "../../../state/drafts";
import { useFrame } from "../../../state/session";
import { type Edits, readEdits, withEdit, writeEdits } from "./edits";

/** A form whose every field outlives a crash, a lock and a failed save. */
export type Writing<F extends object> = {
  fields: F;
  /** Names of the fields that the person changed. */
  edits: Edits<F>;
  set: <K extends keyof F>(name: K, value: F[K]) => void;
  /** Several fields with one press. */
  setAll: (values: Partial<F>) => void;
  /** The form became an entry. */
  signed: () => Promise<void>;
  keepNow: () => Promise<void>;
  /** How safe the words are, beside the title. */
  kept: string;
};

/** The form kept under `key`. `base` is what stands in it before anybody types; `first` takes a draft of plain words. */
export function useWriting<F extends object>(key: string, base: F, first: keyof F & string): Writing<F> {
  const { zone_name: zone } = useFrame();
  const draft = useDraft(key);
  return useMemo(() => {
    const edits = readEdits(draft.text, base, first);
    return {
      fields: { ...base, ...edits },
      edits,
      set: (name, value) => draft.set(writeEdits(withEdit(edits, base, name, value))),
      setAll: (values) => {
        const names = Object.keys(values) as (keyof F)[];
        draft.set(
          writeEdits(names.reduce((all, name) => withEdit(all, base, name, values[name] as F[keyof F]), edits)),
        );
      },
      signed: draft.saved,
      keepNow: draft.keepNow,
      kept: draftWords(draft.state, zone),
    };
  }, [draft, base, first, zone]);
}
