/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The only one who clicks: it keeps what was opened and clicked, in order, and the browser counts with it. Typing isn't
 * a click, nor is opening an address.
 */
final class Clicks {

    /** Only the mouse fires this event, and once a click: neither typing nor a script does. */
    private static final String COUNT = "addEventListener('pointerdown', e => e.isTrusted && mouseClicked(), true)";

    private final AtomicInteger seen = new AtomicInteger();
    private final List<String> done = new ArrayList<>();
    private int clicks;

    /** Counts what is clicked on this page from now on, on each document that it shows. */
    void watch(Page page) {
        page.exposeFunction("mouseClicked", arguments -> seen.incrementAndGet());
        page.addInitScript(COUNT);
        page.evaluate(COUNT);
    }

    /**
     * Opens a page of the console by its address, the part that begins with {@code #}, and waits until all that it
     * loads has come: what it draws again then would close a menu.
     */
    void open(Page page, String console, String address) {
        page.navigate(console + address);
        page.reload();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        done.add(address);
    }

    /**
     * Clicks.
     *
     * @param label what the documentation calls it
     */
    void click(String label, Locator what) {
        assertThat(what).isEnabled();
        what.click();
        clicks++;
        done.add(label);
    }

    /** What was opened and clicked is what the documentation says, in as many clicks as the browser saw. */
    void assertAre(List<String> documented, int most, Page page) {
        page.waitForCondition(() -> seen.get() >= clicks);
        assertThat(seen.get()).as("clicks that the browser saw").isEqualTo(clicks);
        assertThat(done).as("the steps of the documentation").isEqualTo(documented);
        assertThat(clicks).as("clicks").isLessThanOrEqualTo(most);
    }
}
