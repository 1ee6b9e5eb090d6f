/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

import org.smartpack.keycloak.benchmarks.engine.EngineScore;
import org.smartpack.keycloak.benchmarks.rows.Comparison;
import org.smartpack.keycloak.benchmarks.rows.Measurement;
import org.smartpack.keycloak.benchmarks.rows.RowResult;
import org.smartpack.keycloak.benchmarks.server.Kind;

/** The plots, as SVG. */
final class Plots {

    private static final int WIDTH = 960;
    private static final int LINE_HEIGHT = 28;
    private static final int CHART_HEIGHT = 420;

    private Plots() {}

    /** Each ratio of pack and Keycloak alone, with the spread of its rounds. */
    static String ratios(List<RowResult> rows) {
        DefaultStatisticalCategoryDataset data = new DefaultStatisticalCategoryDataset();
        for (RowResult row : rows) {
            for (Comparison comparison : row.comparisons()) {
                if (LoadTables.isAgainstVanilla(comparison)) {
                    Ratio ratio = Ratio.of(row, comparison);
                    Spread rounds = ratio.rounds();
                    data.add(
                            ratio.speed(),
                            (rounds.max() - rounds.min()) / 2,
                            "pack",
                            comparison.work().replace("`", ""));
                }
            }
        }
        StatisticalBarRenderer renderer = new StatisticalBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setSeriesPaint(0, new Color(0x4c78a8));
        JFreeChart chart = ChartFactory.createBarChart(
                null, null, "with the pack / Keycloak alone", data, PlotOrientation.HORIZONTAL, false, false, false);
        CategoryPlot plot = chart.getCategoryPlot();
        plot.setRenderer(renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(0.55f);
        plot.addRangeMarker(new ValueMarker(1, Color.DARK_GRAY, new BasicStroke(1.5f)));
        return svg(chart, 90 + LINE_HEIGHT * data.getColumnCount());
    }

    /** The time of a request, by the number of allowances. */
    static String allowances(RowResult row) {
        XYSeriesCollection data = new XYSeriesCollection();
        for (Kind kind : Kind.values()) {
            XYSeries series = new XYSeries(kind.label());
            row.measurements().forEach((name, measurements) -> {
                if (name.startsWith(kind.id() + " ")) {
                    series.add(
                            Double.parseDouble(name.substring(kind.id().length() + 1)),
                            Ratio.median(measurements, Measurement::medianMillis));
                }
            });
            data.addSeries(series);
        }
        return lines(data, new NumberAxis("allowances or client scopes"), new NumberAxis("milliseconds a request"));
    }

    /** The scope engine's time by the number of allowances, a line for each number of requested scopes. */
    static String engine(List<EngineScore> scores) {
        XYSeriesCollection data = new XYSeriesCollection();
        scores.stream()
                .filter(score -> score.kind().isEmpty())
                .sorted(Comparator.comparing(EngineScore::benchmark)
                        .thenComparingInt(EngineScore::requested)
                        .thenComparingInt(EngineScore::allowances))
                .collect(Collectors.groupingBy(
                        score -> score.benchmark() + ", " + score.requested() + " requested",
                        LinkedHashMap::new,
                        Collectors.toList()))
                .forEach((name, group) -> {
                    XYSeries series = new XYSeries(name);
                    group.forEach(score -> series.add(score.allowances(), score.micros()));
                    data.addSeries(series);
                });
        return lines(data, powersOfTen("allowances"), powersOfTen("microseconds"));
    }

    private static LogAxis powersOfTen(String label) {
        LogAxis axis = new LogAxis(label);
        axis.setNumberFormatOverride(new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        axis.setTickUnit(new NumberTickUnit(1));
        return axis;
    }

    private static String lines(XYSeriesCollection data, ValueAxis across, ValueAxis up) {
        XYPlot plot = new XYPlot(data, across, up, new XYLineAndShapeRenderer());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        JFreeChart chart = new JFreeChart(plot);
        return svg(chart, CHART_HEIGHT);
    }

    private static String svg(JFreeChart chart, int height) {
        chart.setBackgroundPaint(Color.WHITE);
        SVGGraphics2D graphics = new SVGGraphics2D(WIDTH, height);
        // The same numbers make the same file.
        graphics.setDefsKeyPrefix("p");
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        return graphics.getSVGElement();
    }
}
