/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.server;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;

/** Adds up the events of a recording. */
final class ProfileBuilder {

    private static final String PACK = "org.smartpack.";
    private static final String KEYCLOAK = "org.keycloak.";
    private static final int SHOWN = 8;

    private final Map<String, Long> packMethods = new HashMap<>();
    private final Map<String, Long> topMethods = new HashMap<>();
    private long samples;
    private long underPack;
    private long inPack;
    private long deoptimizations;

    void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> sample(event.getStackTrace());
            case "jdk.Deoptimization" -> deoptimizations++;
            default -> {
                // Other events don't matter here.
            }
        }
    }

    private void sample(RecordedStackTrace stack) {
        if (stack == null || stack.getFrames().isEmpty()) {
            return;
        }
        samples++;
        List<RecordedFrame> frames = stack.getFrames();
        topMethods.merge(name(frames.get(0).getMethod()), 1L, Long::sum);
        if (frames.stream().anyMatch(frame -> isOf(PACK, frame))) {
            underPack++;
        }
        frames.stream()
                .filter(frame -> isOf(PACK, frame) || isOf(KEYCLOAK, frame))
                .findFirst()
                .filter(frame -> isOf(PACK, frame))
                .ifPresent(frame -> {
                    inPack++;
                    packMethods.merge(name(frame.getMethod()), 1L, Long::sum);
                });
    }

    private static boolean isOf(String prefix, RecordedFrame frame) {
        return frame.getMethod().getType().getName().startsWith(prefix);
    }

    private static String name(RecordedMethod method) {
        // The name of a lambda's class is that of the enclosing class with a suffix.
        String type = method.getType().getName().replaceFirst("\\$\\$Lambda.*", "");
        return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
    }

    Profile build() {
        return new Profile(samples, underPack, inPack, deoptimizations, most(packMethods), most(topMethods));
    }

    private static List<Profile.Hit> most(Map<String, Long> methods) {
        return methods.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .map(entry -> new Profile.Hit(entry.getKey(), entry.getValue()))
                .toList();
    }
}
