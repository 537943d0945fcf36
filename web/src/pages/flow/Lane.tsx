import type { ReactNode } from 'react';

/** One lane: whose it is at the left, its bars on the axis at the right. */
export function Lane({
  role,
  name,
  children,
}: {
  role: 'producer' | 'broker' | 'consumer';
  name: string;
  children: ReactNode;
}) {
  return (
    <div className={`lane lane-${role}`}>
      <div className="lane-label">
        <span className="lane-role">{role}</span>
        <bdi className="id id-clipped" title={name}>
          {name}
        </bdi>
      </div>
      <div className="lane-track">{children}</div>
    </div>
  );
}
