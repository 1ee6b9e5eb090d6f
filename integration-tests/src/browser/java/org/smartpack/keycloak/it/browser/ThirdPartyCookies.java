/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;

/** What a browser's user has chosen about cookies of other sites than the one in the address bar. */
enum ThirdPartyCookies {
    ALLOWED(0),
    REFUSED(1);

    /**
     * Playwright switches off what users of Chromium have: storage that is kept apart for each site. Without it,
     * refusing cookies refuses the storage of frames too. The last of several such flags counts.
     */
    private static final String FEATURES = "--disable-features=HttpsUpgrades,Translate";

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1400;

    /** Chromium's preference {@code profile.cookie_controls_mode}. */
    private final int mode;

    ThirdPartyCookies(int mode) {
        this.mode = mode;
    }

    /**
     * Starts another process of the browser with a profile that has this choice.
     *
     * @param folder an empty folder for the profile
     */
    BrowserContext open(Browser browser, Path folder) {
        try {
            Files.createDirectories(folder.resolve("Default"));
            Files.writeString(
                    folder.resolve("Default/Preferences"), "{\"profile\":{\"cookie_controls_mode\":" + mode + "}}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return browser.browserType()
                .launchPersistentContext(
                        folder,
                        new BrowserType.LaunchPersistentContextOptions()
                                .setExecutablePath(Chromium.executable())
                                .setHeadless(true)
                                .setChromiumSandbox(false)
                                .setArgs(Stream.concat(Chromium.FLAGS.stream(), Stream.of(FEATURES))
                                        .toList())
                                .setLocale("en-GB")
                                .setViewportSize(WIDTH, HEIGHT));
    }
}
