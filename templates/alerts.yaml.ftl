[=header]
groups:
  - name: [=group]
    rules:
<#list alerts as alert>
      - alert: [=alert.name]
        expr: [=alert.expression]
        for: [=alert.pending]
        labels:
          severity: [=alert.severity]
<#list alert.subject as label>
          [=label.name]: [=label.value]
</#list>
        annotations:
          summary: [=alert.summary]
          description: [=alert.description]
          runbook: [=alert.runbook]
</#list>
