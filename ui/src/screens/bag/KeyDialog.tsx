import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { BreakGlassForm } from "../../frame/BreakGlass";
import type { Glass } from "../../state/glass";

/**
 * A dialog about who can open the home. It turns into break-glass when the act is not the person's to do: no dialog
 * stands over another. A press beside it does not shut it, because a passphrase is not kept as a draft.
 */
export function KeyDialog({
  title,
  glass = null,
  does = "",
  onClose,
  children,
}: {
  title: string;
  glass?: Glass | null;
  /** The act as a button says it, for break-glass. */
  does?: string;
  /** Null while something is shown that is shown once. */
  onClose: (() => void) | null;
  children: ReactNode;
}) {
  const leave = glass ? glass.leave : onClose;
  return (
    <ModalOverlay
      isOpen
      isKeyboardDismissDisabled={leave === null}
      onOpenChange={(open) => !open && leave?.()}
      className="scrim"
    >
      <Modal className="modal modal-act">
        <Dialog className={`dialog ${glass ? "glass-dialog" : ""}`}>
          {glass ? (
            <BreakGlassForm glass={glass} does={does} />
          ) : (
            <>
              <Heading slot="title" className="dialog-title">
                {title}
              </Heading>
              {children}
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
