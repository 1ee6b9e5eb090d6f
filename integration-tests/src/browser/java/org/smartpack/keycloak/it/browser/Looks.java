/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;

import com.microsoft.playwright.Page;

/** What can be measured of how a page looks. */
record Looks(Page page) {

    /** How wide the page would like to be, in CSS pixels. */
    int width() {
        return (int) page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)");
    }

    boolean prefersDark() {
        return (boolean) page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
    }

    boolean isDark() {
        return (boolean) page.evaluate(
                "Number(getComputedStyle(document.documentElement).backgroundColor" + ".match(/\\d+/)[0]) < 128");
    }

    /** Visible texts whose contrast with their background is below 4.5 (WCAG 2.2, 1.4.3), with the ratio. */
    List<?> faintTexts() {
        return (List<?>)
                page.evaluate(
                        """
                () => {
                  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
                  const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
                  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
                  const ground = (element) => {
                    for (let e = element; e; e = e.parentElement) {
                      const colour = numbers(getComputedStyle(e).backgroundColor);
                      if (colour.length === 3 || colour[3] === 1) return colour;
                    }
                    return [255, 255, 255];
                  };
                  return [...document.body.querySelectorAll("*")]
                    .filter((e) => e.checkVisibility() && !e.matches(":disabled"))
                    .filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()))
                    .map((e) => {
                      const [a, b] = [numbers(getComputedStyle(e).color), ground(e)].map(luminance).sort((x, y) => y - x);
                      return [(a + 0.05) / (b + 0.05), e.textContent.trim().slice(0, 40)];
                    })
                    .filter(([ratio]) => ratio < 4.5)
                    .map(([ratio, text]) => `${ratio.toFixed(2)}: ${text}`);
                }
                """);
    }
}
