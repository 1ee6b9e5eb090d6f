/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Moves on a page as somebody does who has no mouse. */
record Keyboard(Page page) {

    /** More than any page has to tab through. */
    private static final int MOST = 60;

    /** Presses the Tab key until something has the focus. */
    void tabTo(Locator target) {
        target.waitFor();
        for (int i = 0; i < MOST && !isFocused(target); i++) {
            page.keyboard().press("Tab");
        }
        if (!isFocused(target)) {
            throw new AssertionError("The Tab key doesn't reach " + target + " at " + page.url());
        }
    }

    void write(Locator field, String text) {
        tabTo(field);
        page.keyboard().press("Control+A");
        page.keyboard().type(text);
    }

    void press(Locator button) {
        tabTo(button);
        page.keyboard().press("Enter");
    }

    private static boolean isFocused(Locator target) {
        return (boolean) target.evaluate("element => element === document.activeElement");
    }
}
