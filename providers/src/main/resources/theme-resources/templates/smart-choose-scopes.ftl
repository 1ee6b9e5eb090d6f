<#import "template.ftl" as layout>
<#import "smart-choice.ftl" as choice>
<#import "smart-how-long.ftl" as howLong>
<#macro scope row id>
      <li class="smart-scope">
        <span class="smart-tick">
          <input type="checkbox" id="${id}" name="scope" value="${row.value()}"<#if row.isTicked()> checked</#if>/>
          <label for="${id}">
            <span class="smart-permission">${advancedMsg(row.text())}<#if row.detail()?has_content>: ${row.detail()}</#if></span>
            <#if row.isEverything()><span class="smart-mark">${msg("smartConsentEverything")}</span></#if>
            <#if row.isWriting() && !row.writing()?has_content><span class="smart-mark">${msg("smartConsentWriting")}</span></#if>
            <#if row.isWithinAnother()><span class="smart-note">${msg("smartConsentWithin")}</span></#if>
          </label>
        </span>
        <#if row.writing()?has_content>
        <span class="smart-tick smart-part">
          <input type="checkbox" id="${id}-write" name="write" value="${row.value()}"<#if row.isWritingTicked()> checked</#if>/>
          <label for="${id}-write">
            <span class="smart-permission">${msg("smartConsentAlso", row.writing())}</span>
            <span class="smart-mark">${msg("smartConsentWriting")}</span>
          </label>
        </span>
        </#if>
      </li>
</#macro>
<@layout.registrationLayout; section>
<#if section = "header">
  ${msg("smartConsentTitle", choice.appName)}
<#elseif section = "form">
  <@choice.styles/>
  <p class="smart-intro">${msg("smartConsentIntro", choice.appName)}</p>
  <form class="smart-choice" action="${url.loginAction}" method="post">
    <#list groups as group>
    <fieldset class="smart-group">
      <legend>${group.title()}</legend>
      <ul class="smart-scopes">
        <#list group.rows() as row><@scope row=row id="smart-scope-${group?counter?c}-${row?counter?c}"/></#list>
      </ul>
    </fieldset>
    </#list>
    <#if others?has_content>
    <fieldset class="smart-group">
      <legend>${msg("smartConsentOthers")}</legend>
      <ul class="smart-scopes">
        <#list others as row><@scope row=row id="smart-scope-other-${row?counter?c}"/></#list>
      </ul>
    </fieldset>
    </#if>
    <#if fixed?has_content>
    <section class="smart-group" aria-labelledby="smart-fixed">
      <h2 id="smart-fixed">${msg("smartConsentFixed")}</h2>
      <ul class="smart-scopes smart-given">
        <#list fixed as row><li>${advancedMsg(row.text())}<#if row.detail()?has_content>: ${row.detail()}</#if></li></#list>
      </ul>
      <#if groups?has_content><p class="smart-note">${msg("smartConsentFixedNote", choice.appName)}</p></#if>
    </section>
    </#if>
    <@howLong.block/>
    <p class="smart-note">${msg("smartConsentLater")}</p>
    <div class="smart-actions">
      <@choice.button name="accept" value="true" label=msg("smartConsentAccept")/>
      <@choice.cancel/>
    </div>
  </form>
</#if>
</@layout.registrationLayout>
