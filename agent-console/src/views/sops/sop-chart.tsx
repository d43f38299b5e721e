import { useId, useMemo } from 'react';
import type { SopGraph } from '../../../../server/contract/sop-graph.ts';
import type { SopVersionDetail } from '../../../../server/contract/sops.ts';
import { type DrawnEdge, type DrawnNode, drawingOf } from '../../model/flow/drawing.ts';
import { a4, sheetsOf } from '../../model/flow/sheets.ts';
import { type Line, lineHeight, type Measure } from '../../model/flow/text.ts';
import { useLanguage } from '../shared/context.tsx';
import styles from './sop-diagram.module.css';

interface Props {
  readonly graph: SopGraph;
  readonly eventNames: SopVersionDetail['eventNames'];
  readonly title: string;
  readonly titleId: string;
}

/** The flow chart of a procedure as a picture; loaded when somebody asks for one. */
export function SopChart({ graph, eventNames, title, titleId }: Props) {
  const language = useLanguage();
  const arrow = useId();
  const whole = useId();
  const drawing = useMemo(() => {
    const nameOf = (type: string) => eventNames[type]?.[language] ?? type;
    return drawingOf(graph, nameOf, createMeasure());
  }, [graph, eventNames, language]);
  const { width, height, nodes, edges } = drawing;
  const sheets = sheetsOf(drawing, a4);
  return (
    <>
      <svg
        className={`${styles.chart} ${styles.screen}`}
        data-testid="sop-diagram"
        role="img"
        aria-labelledby={titleId}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        <title id={titleId}>{title}</title>
        <defs>
          <marker id={arrow} viewBox="0 0 10 10" refX="10" refY="5" markerWidth="9" markerHeight="9" orient="auto">
            <path className={styles.head} d="M0 0L10 5L0 10Z" />
          </marker>
        </defs>
        <g id={whole}>
          {edges.map((edge) => (
            <path
              key={keyOf(edge)}
              className={styles.way}
              data-dashed={edge.dashed}
              d={edge.path}
              markerEnd={`url(#${arrow})`}
            />
          ))}
          {edges.map((edge) => (
            <g key={keyOf(edge)} className={styles.said}>
              <rect {...rectOf(edge.label)} rx={3} />
              <Lines lines={edge.label.lines} {...rectOf(edge.label)} />
            </g>
          ))}
          {nodes.map((node) => (
            <g key={node.id} className={styles.node} data-shape={node.shape}>
              <path d={node.outline} />
              <Lines lines={node.lines} {...rectOf(node)} />
            </g>
          ))}
        </g>
      </svg>
      <div className={styles.sheets}>
        {sheets.map(({ x, y, ...size }) => (
          <svg
            key={y}
            className={styles.chart}
            aria-hidden="true"
            {...size}
            viewBox={`${x} ${y} ${size.width} ${size.height}`}
          >
            <use href={`#${whole}`} />
          </svg>
        ))}
      </div>
    </>
  );
}

const keyOf = ({ from, to, path }: DrawnEdge) => `${from} ${to} ${path}`;
const rectOf = ({ x, y, width, height }: DrawnNode | DrawnEdge['label']) => ({ x, y, width, height });

interface LinesProps extends ReturnType<typeof rectOf> {
  readonly lines: readonly Line[];
}

function Lines({ lines, x, y, width, height }: LinesProps) {
  // The letters' own height stands a little above the middle of their line.
  const first = y + (height - lines.length * lineHeight) / 2 + lineHeight * 0.72;
  const placed = lines.map((line, index) => ({ ...line, base: first + index * lineHeight }));
  return (
    <text textAnchor="middle">
      {placed.map(({ text, strong, base }) => (
        <tspan key={base} x={x + width / 2} y={base} data-strong={strong}>
          {text}
        </tspan>
      ))}
    </text>
  );
}

/** Measures in the letters of this page, at the sizes of the style sheet. */
function createMeasure(): Measure {
  const pen = document.createElement('canvas').getContext('2d');
  const { fontFamily } = getComputedStyle(document.body);
  return (text, strong) => {
    if (pen === null) return text.length * 8;
    pen.font = `${strong ? 600 : 400} 13px ${fontFamily}`;
    return pen.measureText(text).width;
  };
}
