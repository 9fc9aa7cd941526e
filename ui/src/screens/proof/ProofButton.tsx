import { FileCheck } from "lucide-react";
import { useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "../../parts/Button";
import { type EntryPointer, ProofPanel } from "./ProofPanel";
import "./proof.css";

/** Opens the panel of proofs at the right of the screen. `onEntry` goes to an entry that a check found fault with. */
export function ProofButton({ onEntry }: { onEntry?: (to: EntryPointer) => void }) {
  const [open, setOpen] = useState(false);
  const leaveFor =
    onEntry &&
    ((to: EntryPointer) => {
      setOpen(false);
      onEntry(to);
    });
  return (
    <>
      <Button icon={FileCheck} onPress={() => setOpen(true)}>
        Proof and export
      </Button>
      {open && (
        <ModalOverlay isOpen isDismissable onOpenChange={setOpen} className="scrim scrim-side">
          <Modal className="modal modal-side">
            <Dialog className="dialog proof">
              <header className="proof-head">
                <Heading slot="title" className="dialog-title">
                  Proof and export
                </Heading>
                <Button onPress={() => setOpen(false)}>Close</Button>
              </header>
              <ProofPanel {...(leaveFor ? { onEntry: leaveFor } : {})} />
            </Dialog>
          </Modal>
        </ModalOverlay>
      )}
    </>
  );
}
