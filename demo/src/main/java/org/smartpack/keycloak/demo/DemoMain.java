/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The command {@code ./mvnw -Pdemo}: runs a demo in the foreground until Ctrl-C or SIGTERM. */
public final class DemoMain {

    /** Stopping Keycloak takes a few seconds, but a shutdown must not wait for ever. */
    private static final long STOP_MILLIS = 30_000;

    private DemoMain() {}

    /** Exits with 1 if the demo can't start. */
    public static void main(String[] arguments) throws InterruptedException {
        Thread starter = Thread.currentThread();
        CountDownLatch stopped = new CountDownLatch(1);
        DemoSettings settings;
        Optional<String> problem;
        try {
            settings = DemoSettings.fromSystemProperties();
            problem = settings.ports().problem();
        } catch (IllegalArgumentException e) {
            exit(e.getMessage());
            return;
        }
        if (problem.isPresent()) {
            exit(problem.get());
            return;
        }
        // While Keycloak starts, only the starting thread knows its process, and stops it when interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(starter, stopped), "stop"));
        System.out.println("Starting Keycloak, the FHIR server and the sample app; this takes a minute or two ...");
        try (Demo demo = Demo.start(settings)) {
            System.out.println(Hints.of(demo));
            System.out.println("Demo ready");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            System.out.println("Demo ended");
        } catch (IllegalStateException e) {
            if (!Thread.interrupted()) {
                stopped.countDown();
                exit("The demo can't start: " + e.getMessage());
            }
        } finally {
            stopped.countDown();
        }
    }

    private static void stop(Thread starter, CountDownLatch stopped) {
        starter.interrupt();
        try {
            if (!stopped.await(STOP_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                System.err.println("The demo did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void exit(String line) {
        System.err.println(line);
        System.exit(1);
    }
}
