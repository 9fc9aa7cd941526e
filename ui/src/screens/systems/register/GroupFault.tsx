import { OctagonAlert } from "lucide-react";
import { Icon } from "../../../parts/Icon";

/** What is wrong with a group of answers, drawn as under a field; it takes the focus that a wrong field would take. */
export function GroupFault({ children }: { children: string }) {
  return (
    <p className="field-fault" aria-invalid="true" tabIndex={-1}>
      <Icon of={OctagonAlert} size={20} />
      <span>{children}</span>
    </p>
  );
}
