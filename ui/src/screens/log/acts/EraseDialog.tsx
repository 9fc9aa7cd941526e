import { Eraser, Link2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { BreakGlassForm } from "../../../frame/BreakGlass";
import type { EntryView } from "../../../host";
import { ErrorBox } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Field } from "../../../parts/Field";
import { Icon } from "../../../parts/Icon";
import { useGlassAct } from "../../../state/glass";
import { useWriting } from "../writing/useWriting";
import { needed } from "../writing/WritingForm";
import { Quoted } from "./ActDialog";

const EMPTY = { because: "", ground: "" };

/** Erases the words of an entry for good: says first what goes and what stays, and asks why and on what ground. */
export function EraseDialog({ entry, onClose }: { entry: EntryView; onClose: () => void }) {
  const { busy, error, run, glass } = useGlassAct();
  const writing = useWriting(`log.erase.${entry.key}`, EMPTY, "because");
  const { fields, set } = writing;
  const [tried, setTried] = useState(false);
  const faults = {
    because: needed(fields.because, "Say why the words are erased."),
    ground: needed(fields.ground, "Name the ground: a law, a court, a person's right."),
  };
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const form = event.currentTarget;
    if (faults.because || faults.ground) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    await writing.keepNow();
    const erased = await run("entry_redact", (break_glass) => ({
      key: entry.key,
      because: fields.because.trim(),
      ground: fields.ground.trim(),
      break_glass,
    }));
    if (!erased) return;
    await writing.signed();
    onClose();
  };
  return (
    <ModalOverlay isOpen onOpenChange={(open) => !open && (glass ? glass.leave() : onClose())} className="scrim">
      <Modal className="modal modal-act">
        <Dialog className={`dialog ${glass ? "glass-dialog" : ""}`}>
          {glass ? (
            <BreakGlassForm glass={glass} does={`erase the words of no. ${entry.number}`} />
          ) : (
            <>
              <Heading slot="title" className="dialog-title">
                Erase the words of no. {entry.number}?
              </Heading>
              <Quoted entry={entry} />
              <dl className="erase-terms">
                <div>
                  <dt>
                    <Icon of={Eraser} size={22} /> Goes for good
                  </dt>
                  <dd>The words of this entry, on this station. Nobody can bring them back. Paper is not touched.</dd>
                </div>
                <div>
                  <dt>
                    <Icon of={Link2} size={22} /> Stays
                  </dt>
                  <dd>
                    Its number, its time, who wrote it, and its seal in the chain, which still checks as unbroken. A new
                    entry says who erased it, why, and on what ground.
                  </dd>
                </div>
              </dl>
              <p className="second">Only wrong? Correct it instead: then both are read.</p>
              <form className="stack" aria-label="Erase the words" onSubmit={send} noValidate>
                <Field
                  label="Why the words are erased"
                  aside="(do not repeat them here)"
                  lines={2}
                  value={fields.because}
                  onChange={(words) => set("because", words)}
                  fault={tried ? faults.because : null}
                />
                <Field
                  label="On what ground"
                  aside="(a law, a court, a person's right)"
                  value={fields.ground}
                  onChange={(words) => set("ground", words)}
                  fault={tried ? faults.ground : null}
                />
                {error && (
                  <ErrorBox what={error.what} kept="Nothing was erased. Your words are kept." next={error.next} />
                )}
                <div className="row">
                  <Button kind="primary" type="submit" isDisabled={busy}>
                    Erase the words of no. {entry.number}
                  </Button>
                  <Button onPress={onClose}>Leave them</Button>
                </div>
              </form>
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
