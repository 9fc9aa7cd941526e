import { DialogBox } from "../parts/DialogBox";
import { NoteForm } from "../screens/log/writing/NoteForm";
import "../screens/log/writing.css";

/** A new log entry over any screen (Ctrl E). Esc closes it; the words stay as a draft. */
export function QuickNote({ onClose }: { onClose: () => void }) {
  return (
    <DialogBox title="New log entry" onClose={onClose} className="modal-act quick-note">
      <NoteForm onSigned={onClose} autoFocus />
    </DialogBox>
  );
}
