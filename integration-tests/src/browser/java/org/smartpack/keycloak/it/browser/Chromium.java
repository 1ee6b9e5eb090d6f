/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/**
 * The machine's Chromium, driven by the machine's Node: nothing is downloaded.
 *
 * @param playwright the driver, which ends with this
 * @param browser the browser
 */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

    /** How long anything may take to appear, in milliseconds: generous, for a busy machine. */
    static final int PATIENCE = 30_000;

    static final List<String> FLAGS = List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    static Chromium start() {
        Path executable = executable();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        Map<String, String> environment = new HashMap<>();
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        environment.put("PLAYWRIGHT_NODEJS_PATH", node().toString());
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        try {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable)
                            .setHeadless(true)
                            .setChromiumSandbox(false)
                            .setArgs(FLAGS));
            return new Chromium(playwright, browser);
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    static Path executable() {
        Path executable = Path.of(System.getProperty("smartpack.chromium"));
        if (!Files.isExecutable(executable)) {
            throw new IllegalStateException("No browser at " + executable
                    + ". Install Chromium or name one with -Dchromium=<path of the executable>");
        }
        return executable;
    }

    /** The Node.js that is on the PATH. */
    static Path node() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(Path.of(folder, "node"), Path.of(folder, "node.exe")))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The browser tests need Node.js: no node on the PATH"));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
