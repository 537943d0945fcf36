import { useEffect, type ReactNode } from 'react';

/** The page's heading and the tab's title; `children` stand beside it. */
export function PageTitle({ title, heading, children }: { title: string; heading?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Plumbline`;
  }, [title]);
  return (
    <div className="page-title">
      <h1>{heading ?? title}</h1>
      {children}
    </div>
  );
}
