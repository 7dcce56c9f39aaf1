/** Makes a stable action name readable: `case.start_review` → "Case: start review". */
export function nameAuditAction(action: string): string {
  const [area = '', ...rest] = action.split('.');
  const words = (text: string) => text.replaceAll(/[_-]+/g, ' ');
  const head = words(area);
  const capital = head.charAt(0).toUpperCase() + head.slice(1);
  return rest.length === 0 ? capital : `${capital}: ${words(rest.join(' '))}`;
}
