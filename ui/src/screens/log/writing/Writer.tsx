import type { ReactNode } from "react";
import type { WaitingView } from "../../../host";
import { Pick, Segments } from "../../../parts/Field";
import { WaitingPanel } from "../WaitingPanel";
import { DecisionForm } from "./DecisionForm";
import { DeviceForm } from "./DeviceForm";
import { MessageForm } from "./MessageForm";
import { TaskForm } from "./TaskForm";

/** What stands at the right of the timeline: what is being written, or what waits for somebody. */
export type Desk = "waiting" | "decision" | "message" | "task" | "device";

const FORMS: readonly { value: Desk; content: string }[] = [
  { value: "decision", content: "Decision" },
  { value: "message", content: "Message" },
  { value: "task", content: "Task" },
  { value: "device", content: "Device" },
];

/** Whether this word names a desk: a screen may send the reader to one. */
export function isDesk(word: string): word is Desk {
  return word === "waiting" || FORMS.some((form) => form.value === word);
}

/** The desk: forms that become entries, and what waits. Each form keeps its own draft while another is open. */
export function Writer({
  desk,
  onDesk,
  waiting,
  canWrite,
  onJump,
}: {
  desk: Desk;
  onDesk: (desk: Desk) => void;
  waiting: readonly WaitingView[];
  canWrite: boolean;
  onJump: (number: number, key: string) => void;
}) {
  const options = [
    { value: "waiting" as Desk, content: waitingWord(waiting), text: waitingText(waiting) },
    ...(canWrite ? FORMS.map((form) => ({ ...form, text: form.content })) : []),
  ];
  return (
    <section className="card log-desk" aria-label="Write, and what waits">
      <header className="desk-head">
        <Segments className="desk-wide" label="Write" hideLabel value={desk} onChange={onDesk} options={options} />
        <Pick
          className="desk-narrow"
          label="Write, or see what waits"
          value={desk}
          onChange={(value) => isDesk(value) && onDesk(value)}
          options={options}
        />
      </header>
      <div className="desk-body">
        <OnDesk desk={canWrite ? desk : "waiting"} waiting={waiting} onJump={onJump} />
      </div>
    </section>
  );
}

function OnDesk({
  desk,
  waiting,
  onJump,
}: {
  desk: Desk;
  waiting: readonly WaitingView[];
  onJump: (number: number, key: string) => void;
}) {
  switch (desk) {
    case "waiting":
      return <WaitingPanel waiting={waiting} onJump={onJump} />;
    case "decision":
      return <DecisionForm />;
    case "message":
      return <MessageForm />;
    case "task":
      return <TaskForm />;
    case "device":
      return <DeviceForm />;
  }
}

function waitingText(waiting: readonly WaitingView[]): string {
  return waiting.length === 0 ? "Waiting: nothing" : `Waiting: ${waiting.length}`;
}

/** Amber when somebody must judge or is late; grey when tasks only run. */
function waitingWord(waiting: readonly WaitingView[]): ReactNode {
  const isPressing = waiting.some((each) => each.late || each.sort !== "task");
  return (
    <>
      Waiting
      {waiting.length > 0 && (
        <span className={`count ${isPressing ? "count-amber" : "count-grey"}`}>{waiting.length}</span>
      )}
    </>
  );
}
