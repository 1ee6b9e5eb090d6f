/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * The frame on the EHR's page with an app, from the login page on.
 *
 * @param ehr the page of the EHR
 */
record AppFrame(Page ehr) {

    private FrameLocator inside() {
        return ehr.frameLocator("#embedded-app iframe");
    }

    Locator find(String selector) {
        return inside().locator(selector);
    }

    AppFrame signIn(String user) {
        find("#username").fill(user);
        find("#password").fill(user);
        find("#kc-login").click();
        return this;
    }

    AppFrame accept() {
        find("[name=accept]").click();
        return this;
    }

    void press(String button) {
        inside().getByRole(AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName(button))
                .click();
    }

    void expectStatus(String text) {
        assertThat(inside().getByRole(AriaRole.STATUS)).containsText(text);
    }

    /** The document in the frame. */
    Frame document() {
        return ehr.locator("#embedded-app iframe").elementHandle().contentFrame();
    }
}
