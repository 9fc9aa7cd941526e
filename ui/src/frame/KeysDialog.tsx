import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button, Key } from "../parts/Button";
import { Tick } from "../parts/Field";
import { EVERYWHERE, type KeyLine, SCREEN_KEYS } from "./keys";
import { PLACE_WORD, type Place } from "./places";

function Lines({ lines }: { lines: readonly KeyLine[] }) {
  return (
    <dl className="keys-lines">
      {lines.map((line) => (
        <div key={line.keys} className="keys-line">
          <dt>
            <Key>{line.keys}</Key>
            <span className="visually-hidden">{line.keys}</span>
          </dt>
          <dd>{line.does}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Keys (?): those that act everywhere and those of this screen, and the switch for single letters. */
export function KeysDialog({
  place,
  lettersOn,
  onLetters,
  dark,
  onDark,
  onClose,
}: {
  place: Place;
  lettersOn: boolean;
  onLetters: (on: boolean) => void;
  dark: boolean;
  onDark: (on: boolean) => void;
  onClose: () => void;
}) {
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className="scrim">
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title" className="dialog-title">
            Keys
          </Heading>
          <div className="keys-columns">
            <section>
              <h3>Everywhere</h3>
              <Lines lines={EVERYWHERE} />
            </section>
            <section>
              <h3>{PLACE_WORD[place]}</h3>
              {SCREEN_KEYS[place].length > 0 ? (
                <Lines lines={SCREEN_KEYS[place]} />
              ) : (
                <p className="second">No keys of its own.</p>
              )}
              <p className="second keys-note">Letters move focus to the button. Enter presses it.</p>
            </section>
          </div>
          <div className="row row-16">
            <Tick isSelected={lettersOn} onChange={onLetters}>
              Single letters act
            </Tick>
            <Tick isSelected={dark} onChange={onDark}>
              Dark screens
            </Tick>
            <Button className="push" onPress={onClose}>
              Close
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
