/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import jdk.jfr.consumer.RecordingFile;

/** A flight recording of a server while it is under load. */
public final class FlightRecording {

    private FlightRecording() {}

    /**
     * Records a server while a load runs, and evaluates the recording.
     *
     * @param file the file for the recording
     */
    public static Profile of(RunningKeycloak server, Path file, Runnable load) {
        server.jcmd("JFR.start", "name=benchmark", "settings=profile");
        try {
            load.run();
        } finally {
            server.jcmd("JFR.stop", "name=benchmark", "filename=" + file.toAbsolutePath());
        }
        ProfileBuilder builder = new ProfileBuilder();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                builder.add(recording.readEvent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return builder.build();
    }
}
