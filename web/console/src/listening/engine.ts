/** The parts of ECharts that are used: a chunk of its own, loaded where there are charts. */
import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, TitleComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, PieChart, GridComponent, MarkAreaComponent, MarkLineComponent, TitleComponent, CanvasRenderer]);

export type { ECharts };
export function draw(element: HTMLElement): ECharts {
  return init(element, undefined, { renderer: 'canvas' });
}
