import { Hammer } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { ErrorBox } from "../parts/Boxes";
import { Button } from "../parts/Button";
import { Field } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { draftWords, useDraft } from "../state/drafts";
import type { Glass } from "../state/glass";
import { useFrame } from "../state/session";

/**
 * Asks why an act cannot wait for whose it is. Black, not red: nobody is late, but what follows is outside a role, and
 * both the reason and a second person's look at it stay in the log.
 */
export function BreakGlassDialog({ glass, does }: { glass: Glass | null; does: string }) {
  if (!glass) return null;
  return (
    <ModalOverlay isOpen onOpenChange={(open) => !open && glass.leave()} className="scrim">
      <Modal className="modal modal-act">
        <Dialog className="dialog glass-dialog">
          <BreakGlassForm glass={glass} does={does} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The same inside a dialog that is already open: no dialog stands over another. `does` is the act as a button says it. */
export function BreakGlassForm({ glass, does }: { glass: Glass; does: string }) {
  const { zone_name: zone, person } = useFrame();
  const because = useDraft("glass.because");
  const [tried, setTried] = useState(false);
  const isEmpty = because.text.trim() === "";
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // A form around the dialog, in the tree of components, is not what was sent.
    event.stopPropagation();
    setTried(true);
    if (isEmpty) {
      const form = event.currentTarget;
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    await because.keepNow();
    glass.breakIt(because.text.trim());
  };
  return (
    <>
      <header className="glass-head">
        <Icon of={Hammer} size={28} />
        <Heading slot="title" className="glass-title">
          Break the glass?
        </Heading>
      </header>
      <form className="glass-form" aria-label="Break the glass" onSubmit={submit} noValidate>
        <div>
          <p className="strong">{glass.error.what}</p>
          <p>{glass.error.next}</p>
        </div>
        <Field
          label="Why it cannot wait"
          aside={draftWords(because.state, zone)}
          lines={2}
          value={because.text}
          onChange={because.set}
          fault={tried && isEmpty ? "Say why it cannot wait. Somebody else reads this afterwards." : null}
          autoFocus
        />
        <ul className="glass-terms">
          <li>The log says first that {person} broke the glass, and why; then what was done.</li>
          <li>Nobody is stopped or blamed. It stays under Waiting until somebody else has looked at it.</li>
        </ul>
        {glass.failed && (
          <ErrorBox what={glass.failed.what} kept="Nothing was done. Your reason is kept." next={glass.failed.next} />
        )}
        <div className="row">
          <Button kind="black" type="submit" icon={Hammer} isDisabled={glass.busy}>
            Break the glass: {does}
          </Button>
          <Button onPress={glass.leave}>Leave it to them</Button>
        </div>
      </form>
    </>
  );
}
