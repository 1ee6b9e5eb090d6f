/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.nio.file.Path;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ScreenshotAnimations;

import org.smartpack.keycloak.testkit.Installation;

/**
 * Pictures for the docs, left in {@code target/pictures}: who wants them in {@code docs/images} looks at them first.
 */
final class Pictures {

    private static final double MARGIN = 16;

    private Pictures() {}

    static Path file(String name) {
        return Installation.result("pictures").resolve(name + ".png");
    }

    /** The card of one of Keycloak's login pages, with what stands above it. */
    static void card(Page page, String name) {
        page.bringToFront();
        BoundingBox header = page.locator("#kc-header").boundingBox();
        BoundingBox card = page.locator(".pf-v5-c-login__main").boundingBox();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(file(name))
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setFullPage(true)
                .setClip(
                        card.x - MARGIN,
                        header.y - MARGIN,
                        card.width + 2 * MARGIN,
                        card.y + card.height - header.y + 2 * MARGIN));
    }

    static void part(Locator part, String name) {
        part.screenshot(
                new Locator.ScreenshotOptions().setPath(file(name)).setAnimations(ScreenshotAnimations.DISABLED));
    }

    /** The whole width of the window, from the top of {@code first} to a little below {@code last}. */
    static void take(Page page, String name, Locator first, Locator last) {
        BoundingBox from = first.boundingBox();
        BoundingBox to = last.boundingBox();
        double bottom = Math.min(to.y + to.height + MARGIN, page.viewportSize().height);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(file(name))
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setClip(0, from.y, page.viewportSize().width, bottom - from.y));
    }
}
